/** Guests through the SDK, against a real server. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { User } from "@parley/protocol";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import type { Platform } from "../src/platform/platform.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import { textsOf, until } from "./support/until.ts";

const password = "correct horse";
let server: TestServer;
const clients: Client[] = [];
let counter = 0;

beforeAll(async () => {
  server = await startTestServer({ strangerMessages: "unlimited" });
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(() => server.stop());

function open(storage: Storage | "memory" = "memory"): Client {
  const client = createClient({ url: server.url, storage, platform: { random: () => 0 } });
  clients.push(client);
  return client;
}

const isOnline = (client: Client) => until(client.state.connection, ({ status }) => status === "online");

async function newPerson(): Promise<{ client: Client; user: User; username: string }> {
  const client = open();
  counter += 1;
  const username = `person_${counter}`;
  const { user } = await client.account.register({ username, password });
  await isOnline(client);
  return { client, user, username };
}

async function newGuest(storage: Storage | "memory" = "memory") {
  const client = open(storage);
  const { user } = await client.guest.create({ nickname: "Visitor" });
  await isOnline(client);
  return { client, user };
}

async function talk(from: Client, to: User, text: string): Promise<number> {
  const { conversation } = await from.conversations.openDirect({ userId: to.id });
  from.outbox.send(conversation.id, { type: "text", text });
  await until(from.outbox.messages, (messages) => messages.every(({ state }) => state === "sent"));
  return conversation.id;
}

/** Everything the inbox shows of each line. */
const shownBy = (client: Client) =>
  client.state.inbox.get().items.map(({ conversation, lastMessage, peer, status, unread }) => ({
    ...{ id: conversation.id, memberCount: conversation.memberCount, status, unread },
    ...{ peerId: peer?.id ?? null, senderId: lastMessage?.senderId ?? null },
  }));

async function expectFreshEqual(client: Client): Promise<void> {
  const { heads } = await client.inbox.list();
  expect(shownBy(client)).toEqual(
    heads.map(({ conversation, lastMessage, peerId, status, unread }) => ({
      ...{ id: conversation.id, memberCount: conversation.memberCount, status, unread },
      ...{ peerId, senderId: lastMessage?.senderId ?? null },
    })),
  );
}

test("[GUE-8] a guest comes in, hears the hint and talks", async () => {
  const peer = await newPerson();
  const client = open();
  const hinted = new Promise((resolve) => client.on("guest.hint", resolve));
  const { user } = await client.guest.create({ language: "zh-CN" });
  expect(await hinted).toMatchObject({ senderId: 0, text: "欢迎您，登录可以获取更多功能！" });
  const conversationId = await talk(client, peer.user, "anybody there?");
  const timeline = peer.client.timeline(conversationId);
  const shown = await until(timeline.view, ({ messages }) => messages.length === 1);
  expect(shown.messages[0]).toMatchObject({ senderId: user.id, isMine: false });
});

test("[GUE-4] a guest whose session is over returns by itself, with what it has said", async () => {
  // Tokens this short are renewed before each use, and hold until they are used.
  const brief = await startTestServer({ accessTokenTtlMs: 30_000 });
  const storage = memoryStorage();
  const asked: string[] = [];
  const post: Platform["post"] = async (url, args, token) => {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(args) });
    asked.push(`${url.split("/").at(-1)} ${response.status}`);
    return { status: response.status, body: await response.json() };
  };
  const visit = async () => {
    const client = createClient({ url: brief.url, storage, platform: { random: () => 0, post } });
    await client.ready;
    return client;
  };
  const first = await visit();
  const { user } = await first.guest.create();
  await isOnline(first);
  const { body: peer } = await brief.post("account.register", { username: "the_peer", password });
  const conversationId = await talk(first, peer.user, "see you later");
  await first.close();
  await brief.runStatement(`update sessions set expires_at = 1 where user_id = ${user.id}`);
  asked.length = 0;
  const later = await visit();
  await isOnline(later);
  expect(asked).toEqual(["account.refresh 401", "guest.resume 200"]);
  expect(later.state.session.get()?.user).toEqual(user);
  expect(shownBy(later)).toMatchObject([{ id: conversationId, peerId: peer.user.id }]);
  // The next time nothing opens it any more: somebody has to sign in anew.
  await later.close();
  await brief.runStatement(`update users set is_enabled = 0 where id = ${user.id}`);
  await brief.runStatement(`update sessions set expires_at = 1 where user_id = ${user.id}`);
  const last = await visit();
  await until(last.state.connection, ({ status }) => status === "expired");
  expect(await storage.read("values", "guestSecret")).toBeUndefined();
  await last.close();
  await brief.stop();
});

test("[GUE-20] [GUE-21] a guest becomes an account and goes on where it was", async () => {
  const peer = await newPerson();
  const storage = memoryStorage();
  const { client, user } = await newGuest(storage);
  const conversationId = await talk(client, peer.user, "as a guest");
  counter += 1;
  const username = `upgraded_${counter}`;
  await client.guest.upgrade({ username, password });
  expect(client.state.session.get()?.user).toMatchObject({ id: user.id, username, role: "user" });
  await isOnline(client);
  await talk(client, peer.user, "as an account");
  const timeline = client.timeline(conversationId);
  const view = await until(timeline.view, ({ messages }) => messages.length === 2);
  expect(view.messages.map(({ isMine }) => isMine)).toEqual([true, true]);
  expect(client.guest.resume()).rejects.toThrow("No guest is known here.");
  const other = open();
  await other.account.login({ username, password });
  await isOnline(other);
  expect(other.state.session.get()?.user.id).toBe(user.id);
});

test("[GUE-20] after a refused upgrade the guest is online again", async () => {
  const taken = await newPerson();
  const { client, user } = await newGuest();
  expect(client.guest.upgrade({ username: taken.username, password })).rejects.toThrow();
  await isOnline(client);
  expect(client.state.session.get()?.user).toEqual(user);
});

test("[GUE-30] [GUE-31] [SYNC-9] what a guest said becomes part of an account, for all who look on", async () => {
  const peer = await newPerson();
  const account = await newPerson();
  const both = await talk(account.client, peer.user, "as myself");
  const storage = memoryStorage();
  const { client, user } = await newGuest(storage);
  const other = await newPerson();
  const [closed, moved] = [
    await talk(client, peer.user, "as a guest"),
    await talk(client, other.user, "hello"),
  ];
  const timelines = [peer.client.timeline(closed), other.client.timeline(moved)];
  for (const timeline of timelines) await until(timeline.view, ({ messages }) => messages.length === 1);

  await client.account.login({ username: account.username, password });
  await isOnline(client);
  expect(await client.guest.mergeInto()).toEqual({ guestId: user.id });
  for (const timeline of timelines) {
    await until(timeline.view, ({ messages }) => messages[0]?.senderId === account.user.id);
  }
  for (const device of [client, account.client]) {
    await until(device.state.inbox, ({ items }) => items.length === 3);
    await expectFreshEqual(device);
  }
  for (const { client: onlooker } of [peer, other]) await expectFreshEqual(onlooker);
  expect(shownBy(peer.client)).toContainEqual(expect.objectContaining({ id: closed, status: "locked" }));
  const own = client.timeline(closed);
  const view = await until(own.view, ({ messages }) => messages.length === 1);
  expect([textsOf(view), view.messages[0]?.isMine]).toEqual([["as a guest"], true]);
  expect(await talk(client, peer.user, "goes on")).toBe(both);
  expect(client.guest.mergeInto()).rejects.toThrow("No guest is known here.");
});

test("[GUE-2] logging out forgets the guest on this device", async () => {
  const storage = memoryStorage();
  const { client } = await newGuest(storage);
  await client.account.logout();
  expect(client.guest.resume()).rejects.toThrow("No guest is known here.");
  expect(await storage.read("values", "guestSecret")).toBeUndefined();
});

test("[INB-40] [INB-43] who sent a message sees that it arrived, then that it was read, a guest's too", async () => {
  const ann = await newPerson();
  const guest = await newGuest();
  const conversationId = await talk(guest.client, ann.user, "Hello?");
  await until(guest.client.state.delivered, (all) => all.get(conversationId)?.get(ann.user.id) === 1);
  const timeline = ann.client.timeline(conversationId);
  await ann.client.outbox.send(conversationId, { type: "text", text: "Hello!" }).sent;
  const isAt = (seqs: ReadonlyMap<number, number>) => seqs.get(guest.user.id) === 2;
  const arrived = await until(timeline.view, ({ delivered }) => isAt(delivered));
  expect(isAt(arrived.receipts)).toBe(false);
  guest.client.inbox.markRead({ conversationId, seq: 2 });
  await until(timeline.view, ({ receipts }) => isAt(receipts));
  timeline.close();
});
