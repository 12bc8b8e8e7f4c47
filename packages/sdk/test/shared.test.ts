import { afterEach, beforeEach, expect, test } from "bun:test";
import { closeCodes } from "@parley/protocol/close-codes";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import type { Link, LinkState } from "../src/connection/link.ts";
import { SharedLink } from "../src/connection/shared-link.ts";
import { defaultPlatform } from "../src/platform/default-platform.ts";
import { Cell } from "../src/state/cell.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import { FakeServer } from "./support/fake-server.ts";
import { FakeBrowser, type FakeTab } from "./support/fake-tabs.ts";
import { textOf, textsOf, until } from "./support/until.ts";

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
  second.on("message.sent", (message) => heard.push(textOf(message) ?? "-"));

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

test("people watched in a tab that ended are watched no more", async () => {
  const first = openTab();
  await first.account.login({ username: "user1", password: "password" });
  await until(first.state.connection, isOnline);
  const [closing, dying] = [browser.tab(), browser.tab()];
  const second = openTab(closing);
  const third = openTab(dying);
  const watched = () => server.calls.findLast(({ op }) => op === "presence.watch")?.args.userIds as unknown;
  for (const [index, tab] of [first, second, third].entries()) {
    await until(tab.state.connection, isOnline);
    tab.presence.watch({ userIds: [index + 2] });
    await until(tab.state.onlineUserIds, (online) => online.has(index + 2));
  }
  expect(watched()).toEqual([2, 3, 4]);
  await second.close();
  await server.until(() => server.countOf("presence.watch") === 4);
  expect(watched()).toEqual([2, 4]);
  dying.kill();
  await server.until(() => server.countOf("presence.watch") === 5);
  expect(watched()).toEqual([2]);
});

test("a store that cannot be read before leading is reported, and the tab leads all the same", async () => {
  const warnings: string[] = [];
  const tab = browser.tab();
  const ready = Promise.withResolvers<void>();
  const link = new SharedLink({
    name: "shared",
    platform: { ...defaultPlatform(), warn: (text) => warnings.push(text) },
    locks: tab.locks,
    channel: tab.openChannel("shared"),
    handlers: { onReady: () => undefined, onPushes: () => undefined, onCatchUp: () => undefined },
    openOwn: () => ownLink(ready.resolve),
    beforeLeading: () => Promise.reject(new Error("the store is gone")),
  });
  link.start();
  await ready.promise;
  expect(link.isLeader.get()).toBe(true);
  expect(warnings).toHaveLength(1);
  link.stop({ status: "closed" });
});

test("a lock that could not be asked for is asked for again", async () => {
  const warnings: string[] = [];
  const tab = browser.tab();
  const ready = Promise.withResolvers<void>();
  let refusals = 2;
  const link = new SharedLink({
    name: "shared",
    platform: { ...defaultPlatform(), random: () => 0, warn: (text) => warnings.push(text) },
    locks: {
      hold(name, whileHeld, cancel) {
        if (name !== "shared") return tab.locks.hold(name, whileHeld, cancel);
        refusals -= 1;
        return refusals < 0 ? tab.locks.hold(name, whileHeld, cancel) : Promise.reject(new Error("refused"));
      },
    },
    channel: tab.openChannel("shared"),
    handlers: { onReady: () => undefined, onPushes: () => undefined, onCatchUp: () => undefined },
    openOwn: () => ownLink(ready.resolve),
    beforeLeading: () => Promise.resolve(),
  });
  link.start();
  await ready.promise;
  expect(warnings).toHaveLength(2);
  link.stop({ status: "closed" });
});

/** A link that does nothing but say that it was started. */
function ownLink(onStart: () => void): Link {
  return {
    state: new Cell<LinkState>({ status: "signed-out" }),
    call: () => Promise.resolve({}),
    start: onStart,
    stop: () => undefined,
    wake: () => undefined,
    loseNetwork: () => undefined,
  };
}
