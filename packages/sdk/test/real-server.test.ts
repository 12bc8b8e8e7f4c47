import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { User } from "@parley/protocol";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import type { Client } from "../src/api.ts";
import { createBot } from "../src/bot/bot.ts";
import { createClient } from "../src/client.ts";
import type { Platform } from "../src/platform/platform.ts";
import { textsOf, until } from "./support/until.ts";

let server: TestServer;
const clients: Client[] = [];
let counter = 0;

beforeAll(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(() => server.stop());

async function newClient(name: string): Promise<{ client: Client; user: User }> {
  const client = createClient({ url: server.url, storage: "memory", platform: { random: () => 0 } });
  clients.push(client);
  counter += 1;
  const username = `${name}_${counter}`;
  const { user } = await client.account.register({ username, password: "correct horse" });
  await until(client.state.connection, ({ status }) => status === "online");
  return { client, user };
}

async function openDirect(from: Client, to: User): Promise<number> {
  const { conversation } = await from.conversations.openDirect({ userId: to.id });
  return conversation.id;
}

/** What a fresh client of the same account is answered equals what this one folded from events (SYNC-9). */
async function expectFreshEqual(client: Client): Promise<void> {
  const { heads } = await client.inbox.list();
  const shown = client.state.inbox
    .get()
    .items.map(({ conversation, lastSeq, readSeq, unread, lastMessage }) => ({
      id: conversation.id,
      lastSeq,
      readSeq,
      unread,
      content: lastMessage?.content ?? null,
    }));
  const fresh = heads.map(({ conversation, lastSeq, readSeq, unread, lastMessage }) => ({
    id: conversation.id,
    lastSeq,
    readSeq,
    unread,
    content: lastMessage?.content ?? null,
  }));
  expect(shown).toEqual(fresh);
}

test("[CON-8] two people chat, and each sees the same order, read positions and unread counts", async () => {
  const alice = await newClient("alice");
  const bob = await newClient("bob");
  const id = await openDirect(alice.client, bob.user);
  const timelines = [alice, bob].map(({ client }) => client.timeline(id));
  await alice.client.outbox.send(id, { type: "text", text: "hello" }).sent;
  await bob.client.outbox.send(id, { type: "text", text: "hi" }).sent;
  await alice.client.outbox.send(id, { type: "text", text: "how are you?" }).sent;
  for (const { view } of timelines) {
    const shown = await until(view, ({ messages }) => messages.length === 3 && messages.every(isSent));
    expect(textsOf(shown)).toEqual(["hello", "hi", "how are you?"]);
  }
  const inbox = await until(bob.client.state.inbox, ({ items }) => items[0]?.title === alice.user.nickname);
  expect(inbox.unreadTotal).toBe(1);
  await expectFreshEqual(alice.client);
  await expectFreshEqual(bob.client);
  bob.client.inbox.markRead({ conversationId: id, seq: 3 });
  expect(bob.client.state.inbox.get().unreadTotal).toBe(0);
  const [aliceTimeline] = timelines;
  if (aliceTimeline !== undefined) {
    await until(aliceTimeline.view, ({ receipts }) => receipts.get(bob.user.id) === 3);
  }
  await expectFreshEqual(bob.client);
});

const isSent = ({ state }: { state: string }) => state === "sent";

test("[SYNC-5] messages of the time offline are there afterwards, and those written offline arrive", async () => {
  const alice = await newClient("alice");
  const bob = await newClient("bob");
  const id = await openDirect(alice.client, bob.user);
  await alice.client.outbox.send(id, { type: "text", text: "one" }).sent;
  const timeline = bob.client.timeline(id);
  await until(timeline.view, ({ messages }) => messages.length === 1);
  const restarted = server.restart();
  await until(bob.client.state.connection, ({ status }) => status !== "online");
  const outgoing = ["two", "three", "four"].map((text) => bob.client.outbox.send(id, { type: "text", text }));
  await restarted;
  for (const { client } of [alice, bob]) client.retryNow();
  await Promise.all(outgoing.map(({ sent }) => sent));
  await alice.client.outbox.send(id, { type: "text", text: "five" }).sent;
  const shown = await until(timeline.view, ({ messages }) => messages.length === 5 && messages.every(isSent));
  expect(textsOf(shown)).toEqual(["one", "two", "three", "four", "five"]);
  await expectFreshEqual(bob.client);
});

test("[MSG-21] a recalled message is gone for both", async () => {
  const alice = await newClient("alice");
  const bob = await newClient("bob");
  const id = await openDirect(alice.client, bob.user);
  const { message, sent } = alice.client.messages.send({
    conversationId: id,
    content: { type: "text", text: "secret" },
  });
  await sent;
  const timeline = bob.client.timeline(id);
  await until(timeline.view, ({ messages }) => messages.length === 1);
  await alice.client.messages.recall({ conversationId: id, id: message.id });
  const shown = await until(timeline.view, ({ messages }) => messages[0]?.state === "recalled");
  expect(textsOf(shown)).toEqual(["-"]);
  expect(bob.client.state.inbox.get().unreadTotal).toBe(0);
  await expectFreshEqual(bob.client);
});

test("[CONV-9] typing and presence reach the other", async () => {
  const alice = await newClient("alice");
  const bob = await newClient("bob");
  const id = await openDirect(alice.client, bob.user);
  const timeline = bob.client.timeline(id);
  alice.client.signals.typing({ conversationId: id });
  await until(timeline.view, ({ typingUserIds }) => typingUserIds.includes(alice.user.id));
  bob.client.presence.watch({ userIds: [alice.user.id] });
  await until(bob.client.state.onlineUserIds, (online) => online.has(alice.user.id));
  await alice.client.close();
  await until(bob.client.state.onlineUserIds, (online) => !online.has(alice.user.id));
});

test("[FEED-1] [FEED-2] [FEED-3] contacts made on one device are on the other, and equal what is fetched fresh", async () => {
  const alice = await newClient("alice");
  const bob = await newClient("bob");
  const other = createClient({ url: server.url, storage: "memory", platform: { random: () => 0 } });
  clients.push(other);
  await other.account.login({ username: alice.user.username, password: "correct horse" });
  await until(other.state.contacts, ({ isLoaded }) => isLoaded);
  await alice.client.contacts.request({ userId: bob.user.id, message: "It is me", remark: "Bobby" });
  const { incoming } = await until(bob.client.state.requests, ({ pendingCount }) => pendingCount === 1);
  await bob.client.contacts.answer({ requestId: incoming[0]?.id ?? 0, answer: "accept" });
  await until(other.state.contacts, ({ count }) => count === 1);
  await until(bob.client.state.requests, ({ pendingCount }) => pendingCount === 0);
  await other.contacts.star({ userId: bob.user.id, isStarred: true });
  await until(alice.client.state.contacts, ({ kept }) => kept.get(bob.user.id)?.isStarred === true);
  for (const client of [alice.client, other]) {
    const { contacts } = await client.contacts.list({ of: "all" });
    expect([...client.state.contacts.get().kept.values()]).toEqual(contacts);
    const titles = client.state.inbox.get().items.map(({ title }) => title);
    expect(titles).toEqual(["Bobby"]);
  }
  const { heads } = await alice.client.call("sync.heads", {});
  const feed = heads.find(({ conversation }) => conversation.kind === "feed");
  const toFeed = { conversationId: feed?.conversation.id ?? 0, id: Bun.randomUUIDv7() };
  const content = { type: "text", text: "hi" } as const;
  await expect(alice.client.call("message.send", { ...toFeed, content })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("[DEV-10] [DEV-12] a device that shows a code is signed in by the one that reads it", async () => {
  const alice = await newClient("alice");
  const fresh = createClient({
    url: server.url,
    storage: "memory",
    device: { name: "Kitchen screen", platform: "web" },
    platform: { random: () => 0 },
  });
  clients.push(fresh);
  const { id, secret } = await fresh.signIns.request();
  expect(await fresh.signIns.complete({ id, secret })).toEqual({ status: "pending" });
  expect(fresh.state.session.get()).toBeNull();
  expect((await alice.client.signIns.read({ id })).device?.name).toBe("Kitchen screen");
  await alice.client.signIns.approve({ id });
  expect((await fresh.signIns.complete({ id, secret })).status).toBe("signedIn");
  await until(fresh.state.connection, ({ status }) => status === "online");
  expect(fresh.state.session.get()?.user.id).toBe(alice.user.id);
});

test("[ACC-6] signing out ends the session on the server", async () => {
  const { client } = await newClient("alice");
  await client.account.logout();
  expect(client.state.connection.get().status).toBe("signed-out");
  await expect(client.account.me()).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a bot answers each message once, in order", async () => {
  const bot = createBot({
    url: server.url,
    username: "echo_bot",
    password: "echo password",
    registers: true,
  });
  bot.onMessage((message, reply) => reply(`${message.text}!`));
  clients.push(bot.client);
  await bot.ready;
  const alice = await newClient("alice");
  const botUser = bot.client.state.session.get()?.user;
  if (botUser === undefined) throw new Error("the bot is not signed in");
  const id = await openDirect(alice.client, botUser);
  const timeline = alice.client.timeline(id);
  for (const text of ["one", "two", "three"]) alice.client.outbox.send(id, { type: "text", text });
  const shown = await until(timeline.view, ({ messages }) => messages.length === 6 && messages.every(isSent));
  const answers = shown.messages.filter(({ isMine }) => !isMine);
  expect(textsOf({ messages: answers })).toEqual(["one!", "two!", "three!"]);
});

test("the echo bot of the examples answers, as a program of its own", async () => {
  const script = new URL("../../../examples/echo-bot/echo-bot.ts", import.meta.url).pathname;
  const bot = Bun.spawn([process.execPath, script], {
    env: { ...process.env, PARLEY_URL: server.url, BOT_USERNAME: "example_bot" },
    stdout: "pipe",
  });
  const { value } = await bot.stdout.getReader().read();
  expect(new TextDecoder().decode(value)).toContain("online as example_bot");
  const { client } = await newClient("alice");
  const { users } = await client.users.search({ query: "example_bot" });
  const [botUser] = users;
  if (botUser === undefined) throw new Error("the bot is not found");
  const timeline = client.timeline(await openDirect(client, botUser));
  client.outbox.send(timeline.conversationId, { type: "text", text: "echo?" });
  const shown = await until(timeline.view, ({ messages }) => messages.length === 2);
  expect(textsOf(shown)).toEqual(["echo?", "echo?"]);
  bot.kill();
  await bot.exited;
});

test("[ACC-5] a client whose new tokens were lost on the way asks again and stays signed in", async () => {
  // Tokens this short are renewed before each use, and hold until they are used.
  const brief = await startTestServer({ accessTokenTtlMs: 30_000 });
  const outcomes: string[] = [];
  const post: Platform["post"] = async (url, args, token) => {
    const body = JSON.stringify(args);
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: "POST", headers, body });
    if (!url.endsWith("account.refresh")) return { status: response.status, body: await response.json() };
    outcomes.push(outcomes.length === 0 ? "lost" : String(response.status));
    if (outcomes.length === 1) throw new Error("the network is gone");
    return { status: response.status, body: await response.json() };
  };
  const client = createClient({ url: brief.url, storage: "memory", platform: { random: () => 0, post } });
  clients.push(client);
  await client.account.register({ username: "lost_tokens", password: "correct horse" });
  await until(client.state.connection, ({ status }) => status === "online");
  expect(outcomes.slice(0, 2)).toEqual(["lost", "200"]);
  expect(client.state.session.get()?.user.username).toBe("lost_tokens");
  await client.close();
  await brief.stop();
});
