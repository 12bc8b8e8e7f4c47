import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import {
  createTestDatabase,
  type TestDatabase,
  testServerUrl,
} from "../../src/store/postgres/test-database.ts";
import { type CutAt, type CuttingProxy, startCuttingProxy } from "../support/cutting-proxy.ts";
import type { RawClient } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

/** How long a loss may go unnoticed (SYNC-8), and what a busy machine takes of it. */
const noticedMsMax = 15_000;

describe.skipIf(testServerUrl === "")("a commit's answer is lost on the way from PostgreSQL", () => {
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let server: TestServer;
  let ann: SignedIn;
  let conversationId: number;
  let annSocket: RawClient;
  let bobSocket: RawClient;
  let lossKnown = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await startCuttingProxy(database.url);
    server = await startTestServer({ databaseUrl: proxy.url });
    ann = await server.newUser("ann");
    const bob = await server.newUser("bob");
    // A group: between strangers the rules of contact decide, in a transaction and not in the append.
    const { body } = await server.post("group.create", { memberIds: [bob.user.id] }, ann.accessToken);
    conversationId = body.conversation.id;
    [annSocket, bobSocket] = [await server.connect(ann), await server.connect(bob)];
    await send(Bun.randomUUIDv7());
    // Bob is told of what happens in the conversation only once its members are known to the delivery.
    await bobSocket.push((push) => push.ev === "message.sent");
  });
  afterAll(async () => {
    await server.stop();
    proxy.close();
    await database.drop();
  });

  const send = (id: string) =>
    annSocket.exchange("message.send", { conversationId, id, content: { type: "text", text: "maybe" } });
  const recall = (id: string) => annSocket.exchange("message.recall", { conversationId, id });

  /** What Bob has of a message once he was told to look, and looked. */
  async function lookedAt(id: string) {
    await bobSocket.until(() => lossCount() > lossKnown, noticedMsMax);
    lossKnown = lossCount();
    const { events } = await bobSocket.call("sync.range", { conversationId, afterRev: 0, limit: 500 });
    return events.filter((event: { id?: string }) => event.id === id);
  }

  /** How many events more than he heard he was sent, as he is told. */
  const lossCount = () => {
    const position = bobSocket.pushes.findLast(({ ev }) => ev === "connection.position")?.events ?? 0;
    return position - bobSocket.pushes.filter(({ rev }) => rev !== undefined).length;
  };

  for (const at of ["unsent", "unanswered", "held"] as const satisfies readonly CutAt[]) {
    test(`[INV-02] [INV-26] [MSG-2] a message whose commit is ${at} is refused as uncertain, and once there when sent again`, async () => {
      const id = Bun.randomUUIDv7();
      const isCut = proxy.cut("append", at, id);
      expect(await send(id)).toMatchObject({ error: { code: "unavailable" } });
      await isCut;
      const seen = await lookedAt(id);
      expect(seen).toHaveLength(at === "unanswered" ? 1 : 0);
      proxy.release();
      const first = await send(id);
      expect(first).toMatchObject({ ok: { rev: expect.any(Number), seq: expect.any(Number) } });
      expect((await send(id)).ok).toEqual(first.ok);
      const { events } = await bobSocket.call("sync.range", { conversationId, afterRev: 0, limit: 500 });
      const sent = events.filter((event: { id?: string }) => event.id === id);
      expect(sent).toMatchObject([first.ok]);
      expect(events.map((event: { rev: number }) => event.rev)).toEqual(
        events.map((_: unknown, index: number) => index + 1),
      );
    }, 60_000);

    test(`[INV-10] [INV-12] [MSG-22] a recall whose commit is ${at} is seen by everybody who looks when told to, or by nobody`, async () => {
      const id = Bun.randomUUIDv7();
      expect(await send(id)).toHaveProperty("ok");
      const isCut = proxy.cut("change", at, id);
      expect(await recall(id)).toMatchObject({ error: { code: "unavailable" } });
      await isCut;
      const [message] = await lookedAt(id);
      expect(message.content === null).toBe(at === "unanswered");
      proxy.release();
      const first = await recall(id);
      expect(first).toMatchObject({ ok: { rev: message.rev + 1 } });
      expect((await recall(id)).ok).toEqual(first.ok);
    }, 60_000);
  }
});
