import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
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

async function newClient(name: string): Promise<{ client: Client; userId: number }> {
  const client = createClient({ url: server.url, storage: "memory", platform: { random: () => 0 } });
  clients.push(client);
  counter += 1;
  const username = `${name}_${counter}`;
  const { user } = await client.account.register({ username, password: "correct horse" });
  await until(client.state.connection, ({ status }) => status === "online");
  return { client, userId: user.id };
}

const say = (from: Client, conversationId: number, text: string) =>
  from.outbox.send(conversationId, { type: "text", text }).sent;

/** The inbox as folded from events, and as answered fresh (SYNC-9). */
async function expectFreshEqual(client: Client): Promise<void> {
  const { heads } = await client.inbox.list();
  const shown = client.state.inbox.get().items;
  expect(shown.map(({ conversation }) => conversation)).toEqual(
    heads.map(({ conversation }) => conversation),
  );
  expect(shown.map(({ unread }) => unread)).toEqual(heads.map(({ unread }) => unread));
}

test("[SYNC-9] [GRP-4] a group that is changed looks in the inbox as it is answered fresh", async () => {
  const [alice, bob, cleo] = [await newClient("alice"), await newClient("bob"), await newClient("cleo")];
  const { conversation } = await alice.client.groups.create({ memberIds: [bob.userId] });
  const { id } = conversation;
  const item = () => bob.client.state.inbox.get().items[0];
  await until(bob.client.state.inbox, ({ items }) => items.length === 1);
  await alice.client.groups.update({ conversationId: id, name: "Ours" });
  await alice.client.members.add({ conversationId: id, userIds: [cleo.userId] });
  await until(bob.client.state.inbox, ({ items }) => items[0]?.conversation.memberCount === 3);
  await expectFreshEqual(bob.client);
  await until(cleo.client.state.inbox, ({ items }) => items.length === 1);
  await expectFreshEqual(cleo.client);
  await cleo.client.groups.leave({ conversationId: id });
  await until(cleo.client.state.inbox, ({ items }) => items.length === 0);
  await alice.client.groups.dissolve({ conversationId: id });
  await until(bob.client.state.inbox, ({ items }) => items[0]?.conversation.status === "dissolved");
  await expectFreshEqual(bob.client);
  expect(item()?.conversation.memberCount).toBe(2);
});

test("[GRP-14] [GRP-12] who is removed keeps nothing, and comes in again to what they may see, without a loop", async () => {
  const [alice, bob] = [await newClient("alice"), await newClient("bob")];
  const { conversation } = await alice.client.groups.create({ memberIds: [bob.userId] });
  const { id } = conversation;
  await until(bob.client.state.inbox, ({ items }) => items.length === 1);
  const timeline = bob.client.timeline(id);
  await say(alice.client, id, "early");
  await until(timeline.view, (view) => textsOf(view).join() === "early");
  await alice.client.members.remove({ conversationId: id, userId: bob.userId });
  await until(bob.client.state.inbox, ({ items }) => items.length === 0);
  await say(alice.client, id, "meanwhile");
  await alice.client.groups.update({ conversationId: id, settings: { showsHistory: false } });
  await alice.client.members.add({ conversationId: id, userIds: [bob.userId] });
  await until(bob.client.state.inbox, ({ items }) => items.length === 1);
  await say(alice.client, id, "late");
  await until(bob.client.state.inbox, ({ items }) => items[0]?.unread === 1);
  const again = bob.client.timeline(id);
  const view = await until(again.view, (now) => textsOf(now).includes("late"));
  expect(textsOf(view)).toEqual(["late"]);
  await expectFreshEqual(bob.client);
  timeline.close();
  again.close();
});
