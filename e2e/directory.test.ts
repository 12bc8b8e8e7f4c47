/** Finding groups: the directory, numbers, joining and asking to, the lobby. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type Client, createClient } from "@parley/sdk";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password, phone } from "./support/person.ts";
import { namelessControls } from "./support/readable.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { excessPx, shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let host: Client;
let sam: Person;
let mobile: Person;
let askedId: number;

async function makeGroup(name: string, more: object, settings: object): Promise<number> {
  const { conversation } = await host.groups.create({ name, memberIds: [] });
  await host.groups.update({ conversationId: conversation.id, ...more, settings });
  return conversation.id;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  host = createClient({ url: server.url, storage: "memory", sharesConnection: false });
  await host.account.register({ username: "host", nickname: "Hanna Host", password });
  await makeGroup(
    "Bicycle workshop",
    { category: 1, number: "bikes", description: "Repairs every Thursday, bring your own tube." },
    { isPublic: true, join: "open" },
  );
  askedId = await makeGroup("Reading circle", { category: 2 }, { isPublic: true, join: "approval" });
  await makeGroup("Quiet corner", { number: "quiet-corner" }, { isPublic: false, join: "open" });
  [sam, mobile] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone, language: "zh-CN" }),
  ]);
  await sam.register("sam", "Sam Reyes");
  await mobile.register("siyuan", "陈思远");
  for (const { page } of [sam, mobile]) {
    await page.locator('.navigation-entry[href="/contacts"]').click();
    await page.locator('a[href="/contacts/groups"]').click();
  }
});

afterAll(async () => {
  await host?.close();
  await browser?.close();
  await server?.stop();
});

const row = ({ page }: Person, name: string) => page.locator(".directory-row", { hasText: name });

test("[DIR-5] the directory lists public groups, by name and by category, on both widths", async () => {
  await row(sam, "Bicycle workshop").getByText("1 member · #bikes").waitFor();
  await row(sam, "Reading circle").waitFor();
  expect(await row(sam, "Quiet corner").count()).toBe(0);
  expect(await excessPx(sam)).toBeLessThanOrEqual(0);
  expect(await namelessControls(sam.page)).toEqual([]);
  await shoot(sam, "directory");
  await sam.page.getByLabel("Category").selectOption({ label: "Work and study" });
  await row(sam, "Bicycle workshop").waitFor({ state: "detached" });
  await row(sam, "Reading circle").waitFor();
  await sam.page.getByLabel("Category").selectOption({ label: "All categories" });
  await row(mobile, "Bicycle workshop").waitFor();
  expect(await excessPx(mobile)).toBeLessThanOrEqual(0);
  await shoot(mobile, "directory-phone-zh");
});

test("[DIR-8] one asks to be let in where an admin decides, and comes in at once where it is open", async () => {
  await row(sam, "Reading circle").getByRole("button", { name: "Ask to join" }).click();
  await row(sam, "Reading circle").getByText("Asked").waitFor();
  const { requests } = await host.joinRequests.list({ conversationId: askedId });
  expect(requests).toHaveLength(1);
  await sam.page.reload();
  await row(sam, "Reading circle").getByText("Asked").waitFor();
  await row(sam, "Bicycle workshop").getByRole("button", { name: "Join" }).click();
  await sam.page.locator(".conversation-header").getByText("Bicycle workshop").waitFor();
  expect(sam.errors).toEqual([]);
});

test("[DIR-7] a group that is in no directory is found by its whole number alone", async () => {
  const { page } = mobile;
  await page.getByPlaceholder("群名或群号").fill("quiet");
  await page.getByText("没有找到群组。").waitFor();
  await page.getByPlaceholder("群名或群号").fill("quiet-corner");
  await row(mobile, "Quiet corner").getByRole("button", { name: "加入" }).click();
  await page.locator(".conversation-header").getByText("Quiet corner").waitFor();
  expect(mobile.errors).toEqual([]);
});

test("[LOB-1] the lobby is one press away, and is the same for everybody", async () => {
  const { page } = sam;
  await page.locator('.navigation-entry[href="/"], .navigation-entry[href^="/c/"]').first().click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("menuitem", { name: "Lobby" }).click();
  await page.locator(".conversation-header").getByText("Lobby").waitFor();
  await sam.write("Hello, everybody");
  const { conversation } = await host.conversations.openLobby();
  const { messages } = await host.messages.list({ conversationId: conversation.id });
  expect(messages.at(-1)?.content).toMatchObject({ text: "Hello, everybody" });
});

test("[DIR-1] who administers a group gives it a number and a category, and is told when the number is taken", async () => {
  const { page } = sam;
  const [self] = (await host.users.search({ query: "sam" })).users;
  const userId = self?.id ?? 0;
  const { conversation } = await host.groups.create({ name: "Gardeners", memberIds: [userId] });
  await host.members.setRole({ conversationId: conversation.id, userId, role: "admin" });
  await sam.open("Gardeners");
  await sam.showDetails();
  await page.getByRole("complementary", { name: "Details" }).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Edit group" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit group" });
  await dialog.getByLabel("Number").fill("bikes");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("This number is taken.").waitFor();
  await dialog.getByLabel("Number").fill("garden");
  await dialog.getByLabel("Category").selectOption({ label: "Interests" });
  await shoot(sam, "directory-edit");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.locator(".details-facts").getByText("garden").waitFor();
  expect(sam.errors).toEqual([]);
});

test("[GRP-26] who decides in a group is told at once that somebody asks, and answers", async () => {
  const { page } = sam;
  const [self] = (await host.users.search({ query: "sam" })).users;
  const userId = self?.id ?? 0;
  const { conversation } = await host.groups.create({ name: "Choir", memberIds: [userId] });
  const conversationId = conversation.id;
  await host.groups.update({ conversationId, settings: { join: "approval" } });
  await host.members.setRole({ conversationId, userId, role: "admin" });
  const asker = createClient({ url: server.url, storage: "memory", sharesConnection: false });
  await asker.account.register({ username: "asker", nickname: "Ada Alto", password });
  await sam.open("Choir");
  await page.getByRole("complementary", { name: "Details" }).getByText("Choir").first().waitFor();
  await asker.groups.join({ conversationId, message: "I sing alto" });
  await page.getByText("Somebody asks to join Choir.").waitFor();
  await shoot(sam, "request-to-join");
  await page.getByRole("button", { name: "1 person asks to be let in" }).click();
  const dialog = page.getByRole("dialog", { name: "Requests to join" });
  await dialog.getByText("I sing alto").waitFor();
  await dialog.getByRole("button", { name: "Let in" }).click();
  await dialog.getByText("Nobody waits to be let in.").waitFor();
  expect((await host.groups.get({ conversationId })).group.conversation.memberCount).toBe(3);
  await asker.close();
  expect(sam.errors).toEqual([]);
});
