/** A text that a bot writes bit by bit, as its reader sees it. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type Client, createClient } from "@parley/sdk";
import type { Browser } from "playwright-core";
import { launchChromium } from "./support/chromium.ts";
import { newPerson, type Person, password, phone } from "./support/person.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { shoot } from "./support/shoot.ts";

setDefaultTimeout(60_000);

let browser: Browser;
let server: TestServer;
let bot: Client;
let ann: Person;
let conversationId: number;

const newClient = () => createClient({ url: server.url, storage: "memory", sharesConnection: false });

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  const root = newClient();
  await root.setup.claim({ code: server.setupCode, username: "root", nickname: "Root", password });
  await root.admin.createUser({ username: "scribe", nickname: "Scribe", password, role: "bot" });
  await root.close();
  bot = newClient();
  await bot.account.login({ username: "scribe", password });
  ann = await newPerson(browser, server.url, { viewport: phone });
  await ann.register("ann", "Ann");
  const [found] = (await bot.users.search({ query: "ann" })).users;
  const opened = await bot.conversations.openDirect({ userId: found?.id ?? 0 });
  conversationId = opened.conversation.id;
  await bot.outbox.send(conversationId, { type: "text", text: "Ask me anything" }).sent;
  await ann.open("Scribe");
});

afterAll(async () => {
  await bot?.close();
  await browser?.close();
  await server?.stop();
});

async function begin(content: { type: "stream"; format?: "markdown" }): Promise<string> {
  const { message, sent } = bot.outbox.send(conversationId, content);
  await sent;
  return message.id;
}

const whole = "**Three** things:\n\n`one`, two and https://example.org/three";

test("[STRM-2] [STRM-3] the words come while they are written, also after a reload, and end as any message", async () => {
  const id = await begin({ type: "stream", format: "markdown" });
  const stream = ann.page.locator(".stream-text");
  await stream.locator(".stream-dots").waitFor();
  await bot.streams.append({ conversationId, id, position: 0, text: whole.slice(0, 18) });
  await stream.locator("strong", { hasText: "Three" }).waitFor();
  await stream.locator(".stream-caret").waitFor();
  await shoot(ann, "stream-phone");
  await ann.page.reload();
  await stream.locator("strong", { hasText: "Three" }).waitFor();
  await bot.streams.append({ conversationId, id, position: 18, text: whole.slice(18, 30) });
  await stream.getByText("one").waitFor();
  await bot.streams.append({ conversationId, id, position: 30, text: whole.slice(30), isFinal: true });
  await stream.waitFor({ state: "detached" });
  await bot.outbox.send(conversationId, { type: "text", format: "markdown", text: whole }).sent;
  const texts = ann.message("Three things").locator(".message-text");
  await texts.nth(1).waitFor();
  const [written, sent] = await texts.evaluateAll((nodes) => nodes.map((node) => node.outerHTML));
  expect(written).toBe(sent ?? "");
  expect(ann.errors).toEqual([]);
});

test("[UX-55] who wants no motion sees the mark where it goes on stand still", async () => {
  await ann.page.emulateMedia({ reducedMotion: "reduce" });
  const id = await begin({ type: "stream" });
  await bot.streams.append({ conversationId, id, position: 0, text: "Thinking" });
  const caret = ann.page.locator(".stream-caret");
  await caret.waitFor();
  // One that goes on for ever never finishes.
  const standsStill = caret.evaluate((node) =>
    Promise.all(node.getAnimations().map(({ finished }) => finished)),
  );
  expect(await Promise.race([standsStill.then(() => true), Bun.sleep(20_000).then(() => false)])).toBe(true);
  await bot.messages.recall({ conversationId, id });
  await caret.waitFor({ state: "detached" });
});
