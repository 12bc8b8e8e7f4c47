import "fake-indexeddb/auto";
import { expect, test } from "bun:test";
import { closeCodes } from "@parley/protocol/close-codes";
import fc from "fast-check";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { indexedDbStorage } from "../src/storage/indexed-db-storage.ts";
import { FakeServer } from "./support/fake-server.ts";
import { textOf, textsOf, until } from "./support/until.ts";

const actions = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant("say" as const) },
    { weight: 3, arbitrary: fc.constant("send" as const) },
    { weight: 2, arbitrary: fc.constant("recall" as const) },
    { weight: 2, arbitrary: fc.constant("lose a push" as const) },
    { weight: 1, arbitrary: fc.constant("break" as const) },
    { weight: 1, arbitrary: fc.constant("behind" as const) },
    { weight: 1, arbitrary: fc.constant("reload" as const) },
  ),
  { maxLength: 40 },
);

const conversationId = 10;
let storeCount = 0;

async function expectSame(server: FakeServer, client: Client): Promise<void> {
  await until(client.outbox.messages, (messages) => messages.every(({ state }) => state === "sent"));
  server.tellPositions();
  await until(client.outbox.messages, (messages) => messages.length === 0);
  const log = server.log(conversationId);
  const texts = log.messages().map((message) => textOf(message) ?? "-");
  const timeline = client.timeline(conversationId, { pageSize: 200 });
  const view = await until(timeline.view, (now) => textsOf(now).join() === texts.join());
  expect(textsOf(view)).toEqual(texts);
  const { lastSeq, readSeq, unread, lastActiveAt } = log.head(1);
  const expected = { lastSeq, readSeq, unread, lastActiveAt };
  const inbox = await until(client.state.inbox, ({ items }) => {
    const [item] = items;
    return item !== undefined && item.lastSeq === lastSeq && item.unread === unread;
  });
  expect(inbox.items[0]).toMatchObject(expected);
  timeline.close();
}

test("[SYNC-9] whatever breaks, the client ends with what the server has, each message once", async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (list) => {
      const server = new FakeServer();
      storeCount += 1;
      const name = `convergence-${storeCount}`;
      const open = () =>
        createClient({ url: server.url, storage: indexedDbStorage(name), platform: { random: () => 0 } });
      server.say(conversationId, "first");
      let client = open();
      await client.account.login({ username: "user1", password: "password" });
      await until(client.state.connection, ({ status }) => status === "online");
      let timeline = client.timeline(conversationId, { pageSize: 5 });
      const recallable: string[] = [];
      for (const [index, action] of list.entries()) {
        if (action === "say") recallable.push(server.say(conversationId, `said ${index}`));
        if (action === "send") client.outbox.send(conversationId, { type: "text", text: `sent ${index}` });
        if (action === "recall") {
          const id = recallable.shift();
          if (id !== undefined) server.recall(conversationId, id);
        }
        if (action === "lose a push") server.dropPushes = 1;
        if (action === "break") server.closeAll(closeCodes.restarting);
        if (action === "behind") server.push({ ev: "connection.behind" });
        if (action === "reload") {
          timeline.close();
          await client.close();
          client = open();
          timeline = client.timeline(conversationId, { pageSize: 5 });
        }
        if (index % 3 === 0) await Bun.sleep(0);
      }
      server.dropPushes = 0;
      await until(client.state.connection, ({ status }) => status === "online");
      await expectSame(server, client);
      timeline.close();
      await client.close();
      await server.stop();
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("[SYNC-5] what the store holds is shown without a network, page by page as it was", async () => {
  const server = new FakeServer();
  for (let number = 1; number <= 150; number++) server.say(conversationId, String(number));
  const storage = indexedDbStorage("painted");
  const client = createClient({ url: server.url, storage, platform: { random: () => 0 } });
  await client.account.login({ username: "user1", password: "password" });
  await until(client.state.connection, ({ status }) => status === "online");
  const before = client.timeline(conversationId, { pageSize: 150 });
  await until(before.view, ({ messages }) => messages.length === 150);
  server.recall(conversationId, server.log(conversationId).messages()[9]?.id ?? "");
  await until(before.view, ({ messages }) => messages[9]?.state === "recalled");
  await client.close();
  await server.stop();
  const reloaded = createClient({ url: server.url, storage, platform: { random: () => 0 } });
  await reloaded.ready;
  const painted = await until(reloaded.timeline(conversationId).view, ({ isLoaded }) => isLoaded);
  const expected = Array.from({ length: 150 }, (_, index) => (index === 9 ? "-" : String(index + 1)));
  expect(textsOf(painted)).toEqual(expected);
  expect(await storage.readAll("pages")).toHaveLength(3);
  await reloaded.close();
});
