import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import type { Client, InboxItem } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { until } from "./support/until.ts";

let server: TestServer;
const clients: Client[] = [];

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => server.stop());

function newClient(token: string): Client {
  const client = createClient({ url: server.url, storage: "memory", token: async () => token });
  clients.push(client);
  return client;
}

const itemOf = (client: Client, conversationId: number) => (item: (item: InboxItem) => boolean) =>
  until(client.state.inbox, ({ items }) =>
    items.some((one) => one.conversation.id === conversationId && item(one)),
  );

test("[INB-2] [INB-8] [INB-22] [INB-30] what a user keeps is on each of their devices as the server has it", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const [phone, laptop, other] = [ann, ann, bob].map(({ accessToken }) => newClient(accessToken));
  if (phone === undefined || laptop === undefined || other === undefined) throw new Error("no clients");
  for (const client of [phone, laptop, other]) {
    await until(client.state.connection, ({ status }) => status === "online");
  }
  const { conversation } = await phone.groups.create({ memberIds: [bob.user.id] });
  const second = (await phone.groups.create({ memberIds: [bob.user.id] })).conversation.id;
  const conversationId = conversation.id;
  const seen = itemOf(laptop, conversationId);
  const seenByBob = itemOf(other, conversationId);
  await seenByBob(() => true);
  const say = (text: string, mentions: number[]) =>
    other.outbox.send(conversationId, { type: "text", text }, { mentions }).sent;
  await say("one", [ann.user.id]);
  await say("two", [ann.user.id]);
  await seen((item) => item.mentions === 2 && item.unread === 2);
  await phone.inbox.pin({ conversationId });
  await until(laptop.state.inbox, ({ items }) => items[0]?.own.pinnedAt !== undefined);
  await phone.inbox.saveDraft({ conversationId, text: "half" });
  await seen((item) => item.draft?.text === "half");
  phone.outbox.send(conversationId, { type: "text", text: "whole" });
  await seen((item) => item.draft === null && item.mentions === 0 && item.unread === 0);
  await phone.inbox.clear({ conversationId });
  await seen((item) => item.lastMessage === null && item.own.clearedSeq === 3);
  await phone.inbox.hide({ conversationId: second });
  const { items } = await until(laptop.state.inbox, (inbox) =>
    inbox.items.every((item) => item.conversation.id !== second),
  );
  const fresh = await laptop.call("inbox.list");
  expect(items.map((item) => [item.conversation.id, item.own])).toEqual(
    fresh.heads.map((head) => [head.conversation.id, head.own ?? {}]),
  );
});

test("[INB-20] [INB-22] a draft is on another device of the user, with what it answers, until it is sent", async () => {
  const { accessToken } = await server.newUser("writer");
  const [phone, laptop] = [newClient(accessToken), newClient(accessToken)];
  for (const client of [phone, laptop]) {
    await until(client.state.connection, ({ status }) => status === "online");
  }
  const { id } = (await phone.conversations.openNotes()).conversation;
  const has = (client: Client, text?: string) =>
    until(client.state.drafts, (drafts) => drafts.get(id) === text);
  const { message, sent } = phone.outbox.send(id, { type: "text", text: "first" });
  await sent;
  phone.setDraft(id, "an answer", message.id);
  await has(laptop, "an answer");
  const isAnswer = (item: InboxItem) => item.draft?.replyTo === message.id;
  await itemOf(laptop, id)(isAnswer);
  laptop.setDraft(id, "a longer answer");
  await has(phone, "a longer answer");
  await itemOf(phone, id)((item) => isAnswer(item) && item.draft?.text === "a longer answer");
  await laptop.outbox.send(id, { type: "text", text: "a longer answer" }).sent;
  await has(phone);
  await itemOf(phone, id)(({ draft }) => draft === null);
});
