import { afterEach, beforeEach, expect, test } from "bun:test";
import { closeCodes } from "@parley/protocol/close-codes";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import { FakeServer } from "./support/fake-server.ts";
import { FakeBrowser, type FakeTab } from "./support/fake-tabs.ts";
import { textsOf, until } from "./support/until.ts";

let server: FakeServer;
let browser: FakeBrowser;
let storage: Storage;
let clients: Client[];

beforeEach(() => {
  server = new FakeServer();
  browser = new FakeBrowser();
  storage = memoryStorage();
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

function openTab(tab: FakeTab = browser.tab()): Client {
  const { locks, openChannel } = tab;
  const client = createClient({
    url: server.url,
    storage,
    platform: { random: () => 0, locks, openChannel },
  });
  clients.push(client);
  return client;
}

const isOnline = ({ status }: { status: string }) => status === "online";

test("two tabs share one socket and show the same", async () => {
  server.say(10, "one");
  const first = openTab();
  await first.account.login({ username: "user1", password: "password" });
  await until(first.state.connection, isOnline);
  const second = openTab();
  await until(second.state.connection, isOnline);
  const timelines = [first, second].map((tab) => tab.timeline(10));
  for (const { view } of timelines) await until(view, ({ messages }) => messages.length === 1);
  server.say(10, "two");
  second.outbox.send(10, { type: "text", text: "three" });
  for (const { view } of timelines) {
    const shown = await until(
      view,
      ({ messages }) => messages.filter((m) => m.state === "sent").length === 3,
    );
    expect(textsOf(shown)).toEqual(["one", "two", "three"]);
  }
  expect(server.helloCount).toBe(1);
  expect(server.sockets.size).toBe(1);
  second.setDraft(10, "half a thought");
  await until(first.state.drafts, (drafts) => drafts.get(10) === "half a thought");
});

test("when the tab with the socket dies another takes over; nothing is lost or doubled", async () => {
  server.say(10, "one");
  const leading = browser.tab();
  const first = openTab(leading);
  await first.account.login({ username: "user1", password: "password" });
  await until(first.state.connection, isOnline);
  const second = openTab();
  await until(second.state.connection, isOnline);
  const timeline = second.timeline(10);
  await until(timeline.view, ({ messages }) => messages.length === 1);
  const heard: string[] = [];
  second.on("message.sent", ({ content }) => heard.push(content?.text ?? "-"));

  server.swallowReplies.add("message.send");
  server.dropPushes = 1;
  const { sent } = second.outbox.send(10, { type: "text", text: "two" });
  await server.until(() => server.countOf("message.send") === 1);
  server.swallowReplies.clear();
  leading.kill();
  server.log(10).send(2, crypto.randomUUID(), "three");

  await sent;
  const view = await until(timeline.view, ({ messages }) => messages.length === 3);
  expect(textsOf(view)).toEqual(["one", "two", "three"]);
  expect(heard).toEqual(["two", "three"]);
  expect(server.texts(10)).toEqual(["one", "two", "three"]);
  expect(server.helloCount).toBe(2);
});

test("signing out in one tab signs out the other", async () => {
  const first = openTab();
  await first.account.login({ username: "user1", password: "password" });
  const second = openTab();
  await until(second.state.connection, isOnline);
  await second.account.logout();
  await until(first.state.session, (session) => session === null);
  await until(first.state.connection, ({ status }) => status === "signed-out");
  await server.until(() => server.sockets.size === 0 || server.countOf("account.logout") === 1);
});

test("people watched in one tab stay watched when another tab watches others", async () => {
  const first = openTab();
  await first.account.login({ username: "user1", password: "password" });
  await until(first.state.connection, isOnline);
  const second = openTab();
  await until(second.state.connection, isOnline);
  first.presence.watch({ userIds: [2] });
  await until(first.state.onlineUserIds, (online) => online.has(2));
  second.presence.watch({ userIds: [3] });
  await until(second.state.onlineUserIds, (online) => online.has(3));
  expect(server.calls.at(-1)?.args.userIds as unknown).toEqual([2, 3]);
});

test("without locks every tab has a connection of its own and only one of them renews the token", async () => {
  const alone = { random: () => 0, locks: null };
  const first = createClient({ url: server.url, storage, platform: alone });
  clients.push(first);
  await first.account.login({ username: "user1", password: "password" });
  await until(first.state.connection, isOnline);
  const second = createClient({ url: server.url, storage, platform: alone });
  clients.push(second);
  await until(second.state.connection, isOnline);
  const returns = [first, second].map(async ({ state }) => {
    await until(state.connection, ({ status }) => status !== "online");
    await until(state.connection, isOnline);
  });
  server.invalidTokens.add("access:1:0");
  server.closeAll(closeCodes.tokenExpired);
  await Promise.all(returns);
  expect(server.countOf("account.refresh")).toBe(1);
});
