/** Keeping the inbox in order: the same on every device of one person. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, phone } from "./support/person.ts";
import { fillWithTalk, type SampleTalk } from "./support/sample-talk.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let talk: SampleTalk;
let sam: Person;
let tablet: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  talk = await fillWithTalk(server.url, "en", "inbox_");
  [sam, tablet] = await Promise.all([
    newPerson(browser, server.url),
    newPerson(browser, server.url, { viewport: phone }),
  ]);
  await sam.signIn(talk.username);
  await tablet.signIn(talk.username);
});

afterAll(async () => {
  talk?.end();
  await browser?.close();
  await server?.stop();
});

const row = ({ page }: Person, title: string) =>
  page.locator(".inbox-row", { has: page.locator(".inbox-row-title", { hasText: title }) });

async function pick(person: Person, title: string, action: string): Promise<void> {
  await row(person, title).click({ button: "right" });
  await person.page.getByRole("menuitem", { name: action, exact: true }).click();
}

test("a conversation is pinned, muted and marked on one device, and is so on the other", async () => {
  await pick(sam, "Anna Lindqvist", "Pin to the top");
  await tablet.page.locator(".inbox-list li").first().locator(".inbox-row", { hasText: "Anna" }).waitFor();
  await pick(sam, "Jonas Weber", "Mute");
  await row(tablet, "Jonas Weber").getByLabel("Muted").waitFor();
  await pick(sam, "Maya Okafor", "Mark as read");
  await row(tablet, "Maya Okafor").locator(".unread-pill").waitFor({ state: "detached" });
  await pick(sam, "Maya Okafor", "Mark as unread");
  await row(tablet, "Maya Okafor").locator(".unread-mark").waitFor();
  expect([...sam.errors, ...tablet.errors]).toEqual([]);
});

test("an archived conversation is found in the archive, one in a folder in its folder", async () => {
  await pick(sam, "Jonas Weber", "Archive");
  await row(sam, "Jonas Weber").waitFor({ state: "detached" });
  await tablet.page.getByRole("button", { name: "Archive" }).click();
  await row(tablet, "Jonas Weber").waitFor();
  await pick(sam, "Maya Okafor", "Folders");
  await sam.page.getByLabel("New folder").fill("Volunteers");
  await sam.page.getByRole("button", { name: "Add" }).click();
  await sam.page.getByRole("checkbox", { name: "Volunteers", checked: true }).waitFor();
  await sam.page.keyboard.press("Escape");
  await tablet.page.getByRole("button", { name: "Volunteers" }).click();
  await row(tablet, "Maya Okafor").waitFor();
  expect(await tablet.page.locator(".inbox-row").count()).toBe(1);
  expect([...sam.errors, ...tablet.errors]).toEqual([]);
});
