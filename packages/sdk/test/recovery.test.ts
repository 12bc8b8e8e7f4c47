/** What the SDK does when the server refuses, the network goes, or answers are shorter than asked. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { type ErrorCode, ParleyError } from "@parley/protocol/errors";
import type { Client, ClientOptions } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { FakeServer } from "./support/fake-server.ts";
import { textOf, textsOf, until } from "./support/until.ts";

let server: FakeServer;
let clients: Client[];

beforeEach(() => {
  server = new FakeServer();
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

async function signedInClient(platform: ClientOptions["platform"] = {}): Promise<Client> {
  const client = createClient({ url: server.url, platform: { random: () => 0, ...platform } });
  clients.push(client);
  await client.account.login({ username: "user1", password: "password" });
  await until(client.state.connection, ({ status }) => status === "online");
  return client;
}

/** A clock whose timers of `waitMs` wait for `release`; all others run as they are. */
function heldTimers(waitMs: number) {
  const waiting: (() => void)[] = [];
  const held = Promise.withResolvers<void>();
  const setTimer = (run: () => void, afterMs: number) => {
    if (afterMs !== waitMs) return setTimeout(run, afterMs);
    held.resolve();
    waiting.push(run);
    return null;
  };
  const release = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { setTimer, release, held: held.promise, waiting };
}

for (const code of ["rate_limited", "busy", "internal", "unavailable"] satisfies ErrorCode[]) {
  test(`[SYNC-7] a repair refused as ${code} waits as long as it is told, whatever is pushed meanwhile`, async () => {
    server.say(10, "one");
    const timers = heldTimers(2_345);
    const alice = await signedInClient({ setTimer: timers.setTimer });
    const timeline = alice.timeline(10);
    await until(timeline.view, (view) => view.messages.length === 1);
    const heads = server.countOf("sync.heads");
    server.failures.set(
      "sync.range",
      Array.from({ length: 50 }, () => new ParleyError(code, { retryAfterMs: 2_345 })),
    );
    server.dropPushes = 1;
    server.say(10, "two");
    server.say(10, "three");
    await timers.held;
    server.say(10, "four");
    server.say(11, "elsewhere");
    server.push({ ev: "connection.behind" });
    await alice.account.me();
    expect(server.countOf("sync.range")).toBe(1);
    expect(server.countOf("sync.heads")).toBe(heads);
    expect(timers.waiting).toHaveLength(1);

    server.failures.clear();
    timers.release();
    const view = await until(timeline.view, ({ messages }) => messages.length === 4);
    expect(textsOf(view)).toEqual(["one", "two", "three", "four"]);
    await until(alice.state.inbox, ({ items }) => items.length === 2);
  });
}

test("[SYNC-7] without a hint the waits between refusals grow, and begin anew after a success", async () => {
  server.say(10, "one");
  const waits: number[] = [];
  const ours = new Set([250, 500, 1_000, 2_000]);
  const setTimer = (run: () => void, afterMs: number) => {
    if (!ours.has(afterMs)) return setTimeout(run, afterMs);
    waits.push(afterMs);
    return setTimeout(run, 0);
  };
  const alice = await signedInClient({ setTimer, random: () => 0.5 });
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  for (const text of ["two", "three"]) {
    server.failures.set(
      "sync.range",
      Array.from({ length: 3 }, () => new ParleyError("internal")),
    );
    server.dropPushes = 1;
    server.say(10, text);
    server.say(10, `after ${text}`);
    await until(timeline.view, ({ messages }) => textOf(messages.at(-1)) === `after ${text}`);
    await alice.account.me();
  }
  expect(waits).toEqual([250, 500, 1_000, 250, 500, 1_000]);
});

test("[SYNC-7] a server that does not have what it pushed is asked again only after a wait", async () => {
  server.say(10, "one");
  const timers = heldTimers(250);
  const alice = await signedInClient({ setTimer: timers.setTimer, random: () => 0.5 });
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  const event = server.log(10).send(2, crypto.randomUUID(), "two");
  server.log(10).events.pop();
  server.push({ ...event, rev: event.rev + 1 });
  await timers.held;
  await alice.account.me();
  expect(server.countOf("sync.range")).toBe(1);
});

test("[MSG-6] pages shorter than asked for are no end of the history, whichever way it is read", async () => {
  for (let number = 1; number <= 30; number++) server.say(10, String(number));
  server.messagesPerPageMax = 3;
  const all = Array.from({ length: 30 }, (_, index) => String(index + 1));
  for (const at of ["latest", 15] as const) {
    const alice = await signedInClient();
    const timeline = alice.timeline(10, { at, pageSize: 10 });
    const first = await until(timeline.view, ({ isLoaded, isLoading }) => isLoaded && !isLoading);
    expect(first.hasOlder).toBe(true);
    for (let page = 0; page < 20 && timeline.view.get().hasOlder; page++) await timeline.loadOlder();
    for (let page = 0; page < 20 && timeline.view.get().hasNewer; page++) await timeline.loadNewer();
    expect(textsOf(timeline.view.get())).toEqual(all);
    timeline.close();
  }
});

test("[MSG-6] read downwards, short pages leave no hole", async () => {
  for (let number = 1; number <= 30; number++) server.say(10, String(number));
  server.messagesPerPageMax = 3;
  const alice = await signedInClient();
  const timeline = alice.timeline(10, { at: 2, pageSize: 10 });
  await until(timeline.view, ({ isLoaded, isLoading }) => isLoaded && !isLoading);
  for (let page = 0; page < 20 && timeline.view.get().hasNewer; page++) {
    const { lastSeq, messages } = timeline.view.get();
    expect(lastSeq).toBe(30);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    await timeline.loadNewer();
  }
  expect(timeline.view.get().messages).toHaveLength(30);
});

test("[SYNC-3] ranges shorter than asked for are fetched to the end", async () => {
  server.say(10, "one");
  server.eventsPerPageMax = 2;
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, ({ messages }) => messages.length === 1);
  server.dropPushes = 9;
  for (let number = 2; number <= 11; number++) server.say(10, String(number));
  const view = await until(timeline.view, ({ messages }) => messages.length === 11);
  expect(textsOf(view).slice(1)).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 2)));
});

test("a network that is gone is shown at once, and its return leads to a connection at once", async () => {
  const network = { lose: () => undefined, wake: () => undefined };
  const timers = heldTimers(250);
  const alice = await signedInClient({
    random: () => 0.5,
    setTimer: timers.setTimer,
    onNetworkLost: (lost) => {
      network.lose = () => void lost();
      return () => undefined;
    },
    onWake: (wake) => {
      network.wake = () => void wake();
      return () => undefined;
    },
  });
  network.lose();
  expect(alice.state.connection.get().status).toBe("offline");
  network.wake();
  expect(alice.state.connection.get().status).toBe("connecting");
  await until(alice.state.connection, ({ status }) => status === "online");
  expect(server.helloCount).toBe(2);
});

test("a client that is signed out stays so when the network goes", async () => {
  let lose: () => void = () => undefined;
  const alice = await signedInClient({
    onNetworkLost: (lost) => {
      lose = lost;
      return () => undefined;
    },
  });
  await alice.account.logout();
  lose();
  expect(alice.state.connection.get().status).toBe("signed-out");
});

test("[CONV-9] typing is told at most once in 3 s, and again at once after a message was sent", async () => {
  server.say(10, "one");
  let now = 10_000;
  const alice = await signedInClient({ now: () => now });
  const type = async () => {
    alice.signals.typing({ conversationId: 10 });
    await alice.account.me();
    return server.countOf("signal.typing");
  };
  expect(await type()).toBe(1);
  now += 1_000;
  expect(await type()).toBe(1);
  const timeline = alice.timeline(10);
  alice.outbox.send(10, { type: "text", text: "two" });
  await until(timeline.view, ({ messages }) => messages[1]?.state === "sent");
  await alice.account.me();
  expect(await type()).toBe(2);
  expect(await type()).toBe(2);
});

test("a direct conversation has its title before anybody looks, also when the first answer failed", async () => {
  const alice = await signedInClient();
  server.failures.set("user.list", [new ParleyError("unavailable")]);
  const { conversation: group } = server.log(10).head(1);
  const conversation = { ...group, kind: "direct" as const, name: null, ownerId: null };
  const created = { ev: "conversation.created" as const, conversationId: 10, rev: 1, actorId: 3, at: 1 };
  server.push({ ...created, conversation, memberIds: [1, 3] });
  await until(alice.state.users, (users) => users.has(3));
  expect(server.countOf("user.list")).toBe(2);
  expect(alice.state.inbox.get().items[0]?.title).toBe("User 3");
});
