/** The unread count where the read position, recalled messages and answers that are older or newer than pushes meet. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { createClient } from "../src/client.ts";
import { Conversations } from "../src/sync/conversations.ts";
import { FakeLog } from "./support/fake-log.ts";
import { FakeServer } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

let server: FakeServer;
let alice: ReturnType<typeof createClient>;

beforeEach(() => {
  server = new FakeServer();
  alice = createClient({ url: server.url, platform: { random: () => 0 } });
});

afterEach(async () => {
  await alice.close();
  await server.stop();
});

async function signIn(): Promise<void> {
  await alice.account.login({ username: "user1", password: "password" });
  await until(alice.state.connection, ({ status }) => status === "online");
}

test("[CONV-7] read up to a place among recalled messages, the count becomes that of the server", async () => {
  for (const text of ["one", "two"]) server.say(10, text);
  server.recall(10, server.say(10, "secret"));
  server.say(10, "four");
  await signIn();
  alice.inbox.markRead({ conversationId: 10, seq: 1 });
  const { items } = await until(alice.state.inbox, ({ unreadTotal }) => unreadTotal === 2);
  expect(items[0]).toMatchObject({ lastSeq: 4, readSeq: 1, unread: server.log(10).head(1).unread });
});

test("[CONV-7] a message that was sent before the reading was told, and is pushed after it, counts once", async () => {
  for (const text of ["one", "two", "three"]) server.say(10, text);
  await signIn();
  const event = server.log(10).send(2, crypto.randomUUID(), "four");
  alice.inbox.markRead({ conversationId: 10, seq: 2 });
  await server.until(() => server.countOf("inbox.markRead") === 1);
  await alice.account.me();
  server.push(event);
  const { items } = await until(alice.state.inbox, (inbox) => inbox.items[0]?.lastSeq === 4);
  expect(items[0]?.unread).toBe(2);
});

test("[SYNC-9] a count that is not certain stays so until an answer comes that is not older", () => {
  const log = new FakeLog(10);
  for (const id of ["one", "two", "three"]) log.send(2, id, id);
  log.recall(2, "two");
  const conversations = new Conversations();
  conversations.selfId = 1;
  expect(conversations.mergeHead(log.head(1))).toBe(true);
  expect(conversations.moveReadPosition(10, 1)).toBe(false);
  log.readSeqs.set(1, 1);
  const older = log.head(1);
  conversations.take(log.send(2, "four", "four"));
  expect(conversations.mergeHead(older)).toBe(false);
  expect(conversations.moveReadPosition(10, 1)).toBe(false);
  expect(conversations.mergeHead(log.head(1))).toBe(true);
  expect(conversations.get(10)?.head.unread).toBe(2);
});
