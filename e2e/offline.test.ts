/** What a person sees and can press without a connection, and what is made good when it is there again. */
import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type Client, createClient } from "@parley/sdk";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password, shellIsKept } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let ben: Client;
let dana: Client;
let groupId: number;

async function newClient(username: string, nickname: string): Promise<Client> {
  const client = createClient({ url: server.url, storage: "memory", sharesConnection: false });
  await client.account.register({ username, nickname, password });
  return client;
}

const idOf = (client: Client) => client.state.session.get()?.user.id ?? 0;

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({ environment: { PARLEY_RATE_LIMIT_FACTOR: "0" } }),
  ]);
  ann = await newPerson(browser, server.url);
  await ann.register("ann", "Ann Lindqvist");
  [ben, dana] = await Promise.all([newClient("ben", "Ben Osei"), newClient("dana", "Dana Quiet")]);
  const { users } = await ben.users.search({ query: "ann" });
  const annId = users[0]?.id ?? 0;
  const { conversation } = await ben.groups.create({ name: "Harbour", memberIds: [annId, idOf(dana)] });
  groupId = conversation.id;
  await ben.members.setRole({ conversationId: groupId, userId: annId, role: "admin" });
  await ben.groups.update({ conversationId: groupId, settings: { join: "approval", isPublic: true } });
  await ben.outbox.send(groupId, { type: "text", text: "The quay is ours" }).sent;
  await ann.open("Harbour");
  await ann.message("The quay is ours").waitFor();
  await ann.showDetails();
});

afterAll(async () => {
  await Promise.all([ben?.close(), dana?.close()]);
  await browser?.close();
  await server?.stop();
});

// A test that fails meanwhile must not take the others along.
afterEach(async () => {
  await ann?.context.setOffline(false);
});

/** Goes to a page without asking the server for it. */
function goTo(path: string): Promise<void> {
  return ann.page.evaluate((target) => {
    history.pushState(null, "", target);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

test("[UX-59] the line of a conversation runs as its newest message does, from right to left and back", async () => {
  const preview = ann.page.locator(".inbox-row-preview");
  const direction = () => preview.evaluate((element) => getComputedStyle(element).direction);
  const amal = await newClient("amal", "أمل");
  await ben.members.add({ conversationId: groupId, userIds: [idOf(amal)] });
  await amal.outbox.send(groupId, { type: "text", text: "مرحبا بالجميع" }).sent;
  await preview.filter({ hasText: "مرحبا" }).waitFor();
  expect(await direction()).toBe("rtl");
  await ben.outbox.send(groupId, { type: "text", text: "Welcome" }).sent;
  await preview.filter({ hasText: "Welcome" }).waitFor();
  expect(await direction()).toBe("ltr");
  await amal.close();
});

test("somebody who asks to be let in is let in once, however often the button is pressed", async () => {
  const { page } = ann;
  const eve = await newClient("eve", "Eve Newcomb");
  await eve.groups.join({ conversationId: groupId });
  await page.locator(".waiting-requests").click();
  const dialog = page.getByRole("dialog", { name: "Requests to join" });
  await dialog.getByRole("button", { name: "Let in" }).dblclick();
  await dialog.getByText("Nobody waits to be let in.").waitFor();
  expect(await page.locator(".toast", { hasText: "It does not exist." }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.locator(".member-row", { hasText: "Eve Newcomb" }).waitFor();
  await eve.close();
});

test("without a connection the pages say that they wait for one, instead of showing nothing or none", async () => {
  const { page } = ann;
  const awaited = page.getByText("This is shown as soon as there is a connection.");
  await shellIsKept(ann);
  await ann.context.setOffline(true);
  await page.locator(".banner-text", { hasText: "You are offline." }).waitFor();
  await page.locator("#composer").fill("Look: https://harbour.example/plan");
  await page.locator(".details .tile", { hasText: "Invite" }).click();
  await page.getByRole("dialog", { name: "Invitations" }).getByText("This is shown as soon").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("#composer").inputValue()).toContain("harbour.example");
  for (const path of ["/settings/security", "/settings/devices", "/settings/reports", "/saved"]) {
    await goTo(path);
    await awaited.waitFor();
  }
  await ann.context.setOffline(false);
  await page.getByText("Nothing saved yet").waitFor();
  expect(await awaited.count()).toBe(0);
});

test("[UX-46] after a reload without a network the members that are known are shown, and all of them later", async () => {
  const { page } = ann;
  await goTo(`/c/${groupId}`);
  await ann.showDetails();
  const members = page.locator(".member-list");
  const quiet = members.locator(".member-row", { hasText: "Dana Quiet" });
  await quiet.waitFor();
  await shellIsKept(ann);
  await ann.context.setOffline(true);
  await page.reload();
  await members.getByText("Without a connection, only those who wrote here lately are shown.").waitFor();
  await members.locator(".member-row", { hasText: "Ben Osei" }).getByText("Owner").waitFor();
  expect(await quiet.count()).toBe(0);
  await ann.context.setOffline(false);
  await quiet.waitFor();
  expect(ann.errors).toEqual([]);
});
