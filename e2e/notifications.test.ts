/** What is told where nobody looks: a notification, its press, and that it goes when the conversation is read. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type Client, createClient } from "@parley/sdk";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let ann: Person;
let ben: Client;
let conversationId: number;

interface Shown {
  readonly title: string;
  readonly body: string | undefined;
  readonly tag: string | undefined;
}

/** Instead of the system's, which a browser without a screen does not show. */
async function recordNotifications({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const shown: Shown[] = [];
    const takenAway: string[] = [];
    Object.assign(window, { shown, takenAway });
    ServiceWorkerRegistration.prototype.showNotification = async (title, options = {}) => {
      shown.push({ title, body: options.body, tag: options.tag });
    };
    ServiceWorkerRegistration.prototype.getNotifications = async ({ tag } = {}) => [
      { close: () => takenAway.push(tag ?? "") } as unknown as Notification,
    ];
  });
}

const shown = ({ page }: Person) =>
  page.evaluate(() => (window as unknown as { shown: Shown[] }).shown) as Promise<Shown[]>;

const isShown = ({ page }: Person, count: number) =>
  page.waitForFunction((wanted) => (window as unknown as { shown: Shown[] }).shown.length === wanted, count);

async function send(text: string): Promise<void> {
  await ben.outbox.send(conversationId, { type: "text", text }).sent;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  ann = await newPerson(browser, server.url);
  await ann.context.grantPermissions(["notifications"]);
  await ann.register("ann", "Ann Lindqvist");
  ben = createClient({ url: server.url, storage: "memory", sharesConnection: false });
  await ben.account.register({ username: "ben", nickname: "Ben Osei", password });
  const [user] = (await ben.users.search({ query: "ann" })).users;
  conversationId = (await ben.conversations.openDirect({ userId: user?.id ?? 0 })).conversation.id;
  await ann.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ann.page.reload();
  await ann.page.locator(".inbox").waitFor();
  await recordNotifications(ann);
  await beKnown();
});

/** What came before the page was connected, or before it knew the settings, is no news: it is both from here on. */
async function beKnown(): Promise<void> {
  await ann.page.locator('.navigation-entry[href="/settings"]').click();
  await ann.page.getByLabel("Notify me of new messages").waitFor();
  await ann.page.locator('.navigation-entry[href="/"]').click();
  await send("Hello");
  await ann.open("Ben Osei");
  await ann.message("Hello").waitFor();
  await ann.page.waitForFunction(() => !document.title.startsWith("("));
}

afterAll(async () => {
  await ben?.close();
  await browser?.close();
  await server?.stop();
});

/** Another page in front of the one there is, as when somebody does something else. */
async function lookAway(): Promise<void> {
  await ann.page.evaluate(() => {
    Object.defineProperty(document, "hasFocus", { value: () => false, configurable: true });
    dispatchEvent(new Event("blur"));
  });
}

async function lookAgain(): Promise<void> {
  await ann.page.evaluate(() => {
    Object.defineProperty(document, "hasFocus", { value: () => true, configurable: true });
    dispatchEvent(new Event("focus"));
  });
}

test("a message is told of where nobody looks, once for several, and no more when it is read", async () => {
  await lookAway();
  await send("Are you there?");
  await isShown(ann, 1);
  expect(await shown(ann)).toEqual([
    { title: "Ben Osei", body: "Are you there?", tag: `conversation-${conversationId}` },
  ]);
  await lookAgain();
  await ann.open("Ben Osei");
  await ann.message("Are you there?").waitFor();
  await ann.page.waitForFunction(() => (window as unknown as { takenAway: string[] }).takenAway.length === 1);
});

test("whoever looks at the page is not told, and the settings say what is told and whether", async () => {
  await send("Good that you look");
  await ann.message("Good that you look").waitFor();
  await ann.page.locator('.navigation-entry[href="/settings"]').click();
  await lookAway();
  await ann.page.getByLabel("Show what was written").uncheck();
  await send("A secret");
  await isShown(ann, 2);
  expect((await shown(ann))[1]).toEqual({
    title: "Parley",
    body: "New message",
    tag: `conversation-${conversationId}`,
  });
  await ann.page.getByLabel("Notify me of new messages").uncheck();
  await send("Not told of");
  await ann.page.waitForFunction(() => document.title.startsWith("(2)"));
  await ann.page.getByLabel("Notify me of new messages").check();
  await send("Told of again");
  await isShown(ann, 3);
  expect(ann.errors).toEqual([]);
});

test("a press on a notification opens its conversation", async () => {
  await ann.page.evaluate(
    (path) =>
      navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data: { openPath: path } })),
    `/c/${conversationId}`,
  );
  await ann.message("Told of again").waitFor();
  expect(ann.errors).toEqual([]);
});
