import { afterEach, beforeEach, expect, test } from "bun:test";
import { closeCodes } from "@parley/protocol/close-codes";
import { ParleyError } from "@parley/protocol/errors";
import type { Client, ClientOptions, InboxItem } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
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

/** Waits of the back-off are cut to nothing: every other time runs as it is. */
function client(options: ClientOptions = {}): Client {
  const made = createClient({ url: server.url, platform: { random: () => 0 }, ...options });
  clients.push(made);
  return made;
}

async function signedInClient(options: ClientOptions = {}): Promise<Client> {
  const made = client(options);
  await made.account.login({ username: "user1", password: "password" });
  await until(made.state.connection, ({ status }) => status === "online");
  return made;
}

test("[SYNC-5] what was there before and what comes live are one timeline", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  server.say(10, "two");
  const view = await until(timeline.view, ({ messages }) => messages.length === 2);
  expect(textsOf(view)).toEqual(["one", "two"]);
  expect(alice.state.inbox.get().unreadTotal).toBe(2);
});

test("[SYNC-7] events that overtake a lost one wait until it was fetched", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  const heard: string[] = [];
  alice.on("message.sent", (message) => heard.push(textOf(message) ?? "-"));
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  server.dropPushes = 1;
  server.say(10, "two");
  server.say(10, "three");
  server.say(10, "four");
  const view = await until(timeline.view, ({ messages }) => messages.length === 4);
  expect(textsOf(view)).toEqual(["one", "two", "three", "four"]);
  expect(heard).toEqual(["two", "three", "four"]);
});

test("[SYNC-8] a lost last push is noticed by the position and made good", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  server.dropPushes = 1;
  server.say(10, "two");
  server.tellPositions();
  const view = await until(timeline.view, ({ messages }) => messages.length === 2);
  expect(textsOf(view)).toEqual(["one", "two"]);
});

test("[CON-14] after a reconnect the messages sent meanwhile are there, once", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  const heard: string[] = [];
  alice.on("message.sent", (message) => heard.push(textOf(message) ?? "-"));
  await server.stop();
  await until(alice.state.connection, ({ status }) => status === "offline" || status === "connecting");
  server.log(10).send(2, crypto.randomUUID(), "two");
  server.log(10).send(2, crypto.randomUUID(), "three");
  server.start();
  alice.retryNow();
  await until(alice.state.connection, ({ status }) => status === "online");
  const view = await until(timeline.view, ({ messages }) => messages.length === 3);
  expect(textsOf(view)).toEqual(["one", "two", "three"]);
  expect(heard).toEqual(["two", "three"]);
});

test("[SYNC-6] another epoch voids everything that was known", async () => {
  server.say(10, "one");
  server.say(10, "two");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 2);
  server.logs.clear();
  server.log(10).send(2, crypto.randomUUID(), "other");
  server.epoch = "epoch-2";
  server.closeAll(closeCodes.restarting);
  const view = await until(timeline.view, ({ messages }) => messages.length === 1);
  expect(textsOf(view)).toEqual(["other"]);
});

test("[MSG-4] messages sent offline go out in their order, once, and show as sending before", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  await server.stop();
  await until(alice.state.connection, ({ status }) => status !== "online");
  const outgoing = ["two", "three", "four"].map((text) => alice.outbox.send(10, { type: "text", text }));
  const pending = await until(timeline.view, ({ messages }) => messages.length === 4);
  expect(pending.messages.slice(1).map(({ state }) => state)).toEqual(["sending", "sending", "sending"]);
  server.start();
  alice.retryNow();
  await Promise.all(outgoing.map(({ sent }) => sent));
  expect(server.texts(10)).toEqual(["one", "two", "three", "four"]);
  const view = await until(timeline.view, ({ messages }) => messages.every(({ state }) => state === "sent"));
  expect(textsOf(view)).toEqual(["one", "two", "three", "four"]);
});

test("[MSG-2] a message whose reply was lost is sent again with the same id and stays one", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  server.swallowReplies.add("message.send");
  server.dropPushes = 1;
  const { sent } = alice.messages.send({ conversationId: 10, content: { type: "text", text: "two" } });
  await server.until(() => server.countOf("message.send") === 1);
  server.swallowReplies.clear();
  server.closeAll(closeCodes.restarting);
  expect((await sent).seq).toBe(2);
  expect(server.countOf("message.send")).toBe(2);
  expect(server.texts(10)).toEqual(["one", "two"]);
});

test("temporary refusals are retried, a final one is shown until it is retried or discarded", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  server.failures.set("message.send", [
    new ParleyError("busy", { retryAfterMs: 1 }),
    new ParleyError("rate_limited", { retryAfterMs: 1 }),
    new ParleyError("forbidden"),
  ]);
  const { message, sent } = alice.outbox.send(10, { type: "text", text: "two" });
  expect(message.state).toBe("sending");
  expect(sent).rejects.toMatchObject({ code: "forbidden" });
  const failed = await until(alice.outbox.messages, ([first]) => first?.state === "failed");
  expect(failed[0]?.errorCode).toBe("forbidden");
  alice.outbox.retry(message.id);
  await until(alice.outbox.messages, (messages) => messages.length === 0);
  expect(server.texts(10)).toEqual(["one", "two"]);
});

test("what failed stays where it failed, also after a reload, and does not hide what is said since", async () => {
  const storage = memoryStorage();
  server.say(10, "one");
  const alice = await signedInClient({ storage });
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  server.failures.set("message.send", [new ParleyError("forbidden")]);
  alice.outbox.send(10, { type: "text", text: "refused" }).sent.catch(() => undefined);
  await until(alice.outbox.messages, ([first]) => first?.state === "failed");
  expect(textOf(alice.state.inbox.get().items[0]?.lastMessage)).toBe("refused");
  server.say(10, "two");
  const view = await until(timeline.view, ({ messages }) => messages.length === 3);
  expect(textsOf(view)).toEqual(["one", "refused", "two"]);
  expect(textOf(alice.state.inbox.get().items[0]?.lastMessage)).toBe("two");
  await alice.close();

  const reloaded = client({ storage });
  await reloaded.ready;
  const again = await until(reloaded.timeline(10).view, ({ messages }) => messages.length === 3);
  expect(textsOf(again)).toEqual(["one", "refused", "two"]);
  // Tried again it goes below everything, as what is new does.
  reloaded.outbox.retry(again.messages[1]?.id ?? "");
  await until(reloaded.outbox.messages, (messages) => messages.length === 0);
  expect(server.texts(10)).toEqual(["one", "two", "refused"]);
});

test("after a reload the store paints at once and the outbox goes on in order", async () => {
  const storage = memoryStorage();
  server.say(10, "one");
  const alice = await signedInClient({ storage });
  const before = alice.timeline(10);
  await until(before.view, (view) => view.messages.length === 1);
  await server.stop();
  await until(alice.state.connection, ({ status }) => status !== "online");
  alice.outbox.send(10, { type: "text", text: "two" });
  alice.outbox.send(10, { type: "text", text: "three" });
  alice.setDraft(10, "unfinished");
  await alice.close();

  const reloaded = client({ storage });
  await reloaded.ready;
  const timeline = reloaded.timeline(10);
  const painted = await until(timeline.view, (view) => view.messages.length === 3);
  expect(textsOf(painted)).toEqual(["one", "two", "three"]);
  expect(reloaded.state.inbox.get().items[0]?.title).toBe("group 10");
  expect(reloaded.state.drafts.get().get(10)).toBe("unfinished");
  server.start();
  reloaded.retryNow();
  await until(reloaded.outbox.messages, (messages) => messages.length === 0);
  expect(server.texts(10)).toEqual(["one", "two", "three"]);
});

test("[CON-16] an ended session is not taken up again", async () => {
  const alice = await signedInClient();
  server.closeAll(closeCodes.sessionEnded);
  const state = await until(alice.state.connection, ({ status }) => status === "kicked");
  expect(state).toEqual({ status: "kicked", code: closeCodes.sessionEnded, reason: "session-ended" });
  expect(server.helloCount).toBe(1);
});

test("[ACC-5] an expired token is renewed once and kept; an invalid refresh token ends as expired", async () => {
  const storage = memoryStorage();
  const alice = await signedInClient({ storage });
  server.invalidTokens.add("access:1:0");
  server.closeAll(closeCodes.tokenExpired);
  await until(alice.state.connection, ({ status }) => status !== "online");
  await until(alice.state.connection, ({ status }) => status === "online");
  expect(server.countOf("account.refresh")).toBe(1);
  expect(await storage.read("values", "session")).toMatchObject({ refreshToken: "refresh:1:1" });
  server.invalidTokens.add("access:1:1");
  server.refreshes = 7;
  server.closeAll(closeCodes.tokenExpired);
  await until(alice.state.connection, ({ status }) => status === "expired");
  expect(alice.state.session.get()?.user.id).toBe(1);
});

test("[MSG-21] a recalled message loses its content in timeline and inbox, and unread counts it no more", async () => {
  server.say(10, "one");
  const id = server.say(10, "secret");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 2);
  server.recall(10, id);
  const view = await until(timeline.view, ({ messages }) => messages[1]?.state === "recalled");
  expect(textsOf(view)).toEqual(["one", "-"]);
  const inbox = await until(alice.state.inbox, ({ unreadTotal }) => unreadTotal === 1);
  expect(inbox.items[0]?.lastMessage?.content).toBeNull();
  expect(inbox.unreadTotal).toBe(server.log(10).head(1).unread);
});

test("[CONV-6] reading counts at once here, and soon on the server", async () => {
  for (const text of ["one", "two", "three"]) server.say(10, text);
  const alice = await signedInClient();
  alice.inbox.markRead({ conversationId: 10, seq: 2 });
  expect(alice.state.inbox.get().unreadTotal).toBe(1);
  await server.until(() => server.countOf("inbox.markRead") === 1);
  expect(server.log(10).head(1).readSeq).toBe(2);
});

test("[MSG-6] a timeline opened in the middle loads both ways without holes", async () => {
  for (let number = 1; number <= 40; number++) server.say(10, String(number));
  const alice = await signedInClient();
  const timeline = alice.timeline(10, { at: 20, pageSize: 10 });
  const first = await until(timeline.view, ({ messages, isLoading }) => messages.length === 10 && !isLoading);
  expect(first.hasOlder && first.hasNewer).toBe(true);
  while (timeline.view.get().hasOlder) await timeline.loadOlder();
  while (timeline.view.get().hasNewer) await timeline.loadNewer();
  expect(textsOf(timeline.view.get())).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 1)));
});

test("[CON-6] calls over the window wait for their turn, and calls of one turn share frames", async () => {
  const alice = await signedInClient();
  const replies = await Promise.all(Array.from({ length: 200 }, () => alice.account.me()));
  expect(replies.map(({ user }) => user.id)).toEqual(Array.from({ length: 200 }, () => 1));
});

test("signing out forgets everything here and there", async () => {
  const storage = memoryStorage();
  server.say(10, "one");
  const alice = await signedInClient({ storage });
  await alice.account.logout();
  expect(alice.state.session.get()).toBeNull();
  expect(alice.state.connection.get()).toEqual({ status: "signed-out" });
  expect(alice.state.inbox.get().items).toEqual([]);
  expect(await storage.readAll("heads")).toEqual([]);
  expect(server.countOf("account.logout")).toBe(1);
});

test("a storage that fails harms nothing but the next start", async () => {
  const fail = () => Promise.reject(new Error("full"));
  const storage = { read: fail, readAll: fail, readRange: fail, write: fail, update: fail, close: fail };
  server.say(10, "one");
  const warnings: string[] = [];
  const platform = { random: () => 0, warn: (text: string) => warnings.push(text) };
  const alice = await signedInClient({ storage, platform });
  await alice.outbox.send(10, { type: "text", text: "two" }).sent;
  expect(server.texts(10)).toEqual(["one", "two"]);
  expect(warnings).toHaveLength(1);
});

test("[CON-10] a connection that is behind asks for heads and hears what it was not pushed", async () => {
  server.say(10, "one");
  const alice = await signedInClient();
  const timeline = alice.timeline(10);
  await until(timeline.view, (view) => view.messages.length === 1);
  server.log(10).send(2, crypto.randomUUID(), "two");
  server.push({ ev: "connection.behind" });
  const view = await until(timeline.view, ({ messages }) => messages.length === 2);
  expect(textsOf(view)).toEqual(["one", "two"]);
  expect(server.countOf("sync.heads")).toBe(1);
});

test("[SYNC-4] heads that changed are fetched page by page", async () => {
  const conversationIds = [10, 11, 12, 13, 14];
  for (const id of conversationIds) server.say(id, "one");
  const alice = await signedInClient();
  await until(alice.state.inbox, ({ items }) => items.length === 5);
  for (const id of conversationIds) server.log(id).send(2, crypto.randomUUID(), "two");
  server.headsPerPageMax = 2;
  server.push({ ev: "connection.behind" });
  const isTwo = (item: InboxItem) => item.lastSeq === 2;
  await until(alice.state.inbox, ({ items }) => items.length === 5 && items.every(isTwo));
  expect(server.countOf("sync.heads")).toBe(3);
});

test("[CON-13] a server that closes says when to come back", async () => {
  const alice = await signedInClient({ platform: { random: () => 0, now: () => 1_000 } });
  server.push({ ev: "connection.closing", code: closeCodes.restarting, reconnectAfterMs: 40_000 });
  server.closeAll(closeCodes.restarting);
  const state = await until(alice.state.connection, ({ status }) => status === "offline");
  expect(state).toEqual({ status: "offline", retryAt: 41_000, attempt: 1 });
});

test("a socket that died without a word is noticed by a call without an answer, and replaced", async () => {
  const setTimer = (run: () => void, afterMs: number) => setTimeout(run, afterMs === 5_000 ? 20 : afterMs);
  const alice = await signedInClient({ platform: { random: () => 0, setTimer } });
  // Any frame is a sign of life.
  await until(alice.state.contacts, ({ isLoaded }) => isLoaded);
  server.swallowReplies.add("account.me");
  alice.retryNow();
  await until(alice.state.connection, ({ status }) => status === "connecting");
  await until(alice.state.connection, ({ status }) => status === "online");
  expect(server.helloCount).toBe(2);
});

test("whoever wants all events hears those of conversations opened while it was offline", async () => {
  server.say(10, "one");
  const bot = await signedInClient({ catchUp: "all", history: "none" });
  const heard: string[] = [];
  bot.on("message.sent", (message) => heard.push(textOf(message) ?? "-"));
  await server.stop();
  await until(bot.state.connection, ({ status }) => status !== "online");
  server.log(10).send(2, crypto.randomUUID(), "two");
  server.log(11).send(2, crypto.randomUUID(), "elsewhere");
  server.start();
  bot.retryNow();
  await until(bot.state.connection, ({ status }) => status === "online");
  expect(heard.sort()).toEqual(["elsewhere", "two"]);
  expect(bot.state.inbox.get().unreadTotal).toBe(3);
});

test("whoever hears of the new session may call at once", async () => {
  const alice = client();
  await alice.ready;
  const answered = Promise.withResolvers<unknown>();
  alice.state.session.subscribe((session) => {
    if (session != null) alice.account.me().then(answered.resolve, answered.reject);
  });
  await alice.account.login({ username: "user1", password: "password" });
  expect(await answered.promise).toMatchObject({ user: { id: 1 } });
});

test("an application with tokens of its own is asked for one, and for another when that is refused", async () => {
  const asked: (string | null)[] = [];
  server.invalidTokens.add("access:1:old");
  const alice = client({
    token: async (previous) => {
      asked.push(previous);
      return previous === null ? "access:1:old" : "access:1:new";
    },
  });
  await until(alice.state.connection, ({ status }) => status === "online");
  expect(asked).toEqual([null, "access:1:old"]);
  expect(alice.state.session.get()?.user.id).toBe(1);
});
