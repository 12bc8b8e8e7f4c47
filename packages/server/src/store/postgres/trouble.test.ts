import { describe, expect, test } from "bun:test";
import { connect, createServer, type Socket } from "node:net";
import postgres from "postgres";
import type { Store } from "../../engine/ports/store.ts";
import { insertGroup, insertUser, testMessage } from "../contract/store-contract.ts";
import { createConnectionPool, waitingMax } from "./connection-pool.ts";
import { openPostgresStore } from "./store.ts";
import { createTestDatabase, testServerUrl } from "./test-database.ts";

const options = { durability: "normal", newEpoch: () => Bun.randomUUIDv7() } as const;

/** "The database system is starting up", as a server says it before it closes the connection. */
function refusal(): Buffer {
  const fields = Buffer.from("SFATAL\0C57P03\0Mstarting up\0\0");
  const head = Buffer.from("E\0\0\0\0");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** Stands before the server and refuses as many of the next connections as it is told. */
async function startDoor(serverUrl: string) {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const door = { refusals: 0, url: "", close: () => {} };
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    if (door.refusals > 0) {
      door.refusals -= 1;
      socket.once("data", () => socket.end(refusal()));
      return;
    }
    const inner = connect(Number(server.port), server.hostname);
    sockets.add(inner);
    inner.on("error", () => undefined);
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("the door has no port");
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${address.port}`;
  door.url = url.href;
  door.close = () => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  };
  return door;
}

async function seed(store: Store, groups: number): Promise<{ user: number; ids: number[] }> {
  const run = async (tx: Parameters<typeof insertUser>[0]) => {
    const user = await insertUser(tx, "ann");
    const ids: number[] = [];
    for (let count = 0; count < groups; count += 1) ids.push(await insertGroup(tx, [user]));
    return { user, ids };
  };
  const [outcome] = await store.commit([{ kind: "transaction", run }]);
  if (outcome?.status !== "committed") throw new Error("the seed failed");
  return outcome.value as { user: number; ids: number[] };
}

describe.skipIf(testServerUrl === "")("PostgreSQL in trouble (needs PARLEY_TEST_POSTGRES_URL)", () => {
  test("[INV-20] a connection refused at its start runs no statement outside of a transaction", async () => {
    const database = await createTestDatabase();
    const door = await startDoor(database.url);
    const store = await openPostgresStore({ url: door.url, ...options });
    door.refusals = 1;
    const insert = (tx: Parameters<typeof insertUser>[0]) => insertUser(tx, "once");
    const [outcome] = await store.commit([{ kind: "transaction", run: insert }]);
    expect(outcome).toMatchObject({ status: "failed", error: { code: "unavailable" } });
    expect(outcome).not.toHaveProperty("isUncertain");
    const sql = postgres(database.url, { max: 1 });
    expect(await sql`select username from users`).toHaveLength(0);
    const again = await store.commit([{ kind: "transaction", run: insert }]);
    expect(again).toMatchObject([{ status: "committed" }]);
    await Promise.all([store.close(), sql.end()]);
    door.close();
    await database.drop();
  }, 30_000);

  test("a read neither waits for nor fails with a connection that is opened beside an open one", async () => {
    const database = await createTestDatabase();
    const door = await startDoor(database.url);
    const pool = createConnectionPool({ url: door.url, durability: "normal" }, 3);
    const ask = () => pool.query<{ one: number }>("select 1 as one", []);
    expect(await ask()).toEqual([{ one: 1 }]);
    door.refusals = 2;
    const answers = await Promise.all(Array.from({ length: 9 }, ask));
    expect(answers.flat()).toEqual(Array.from({ length: 9 }, () => ({ one: 1 })));
    await pool.close();
    door.close();
    await database.drop();
  }, 60_000);

  test("[INV-01] a locked conversation fails its own messages only, and soon", async () => {
    const database = await createTestDatabase();
    const store = await openPostgresStore({ url: database.url, ...options });
    const { user, ids } = await seed(store, 9);
    const [stuck = 0] = ids;
    const sql = postgres(database.url, { max: 1 });
    const held = await sql.reserve();
    await held`begin`;
    await held`select from conversations where id = ${stuck} for update`;
    const batch = [...ids, ...ids].map((conversationId) => testMessage({ conversationId, senderId: user }));
    const startedAt = performance.now();
    const outcomes = await store.commit(batch.map((message) => ({ kind: "append", message }) as const));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const expected = ids.map((id) => (id === stuck ? "failed" : "appended"));
    expect(outcomes.map((outcome) => outcome.status)).toEqual([...expected, ...expected]);
    expect(outcomes[0]).toMatchObject({ error: { code: "unavailable" } });
    expect(outcomes[1]).toMatchObject({ outcome: { status: "sent", seq: 1 } });
    expect(outcomes[10]).toMatchObject({ outcome: { status: "sent", seq: 2 } });
    await held`rollback`;
    held.release();
    await Promise.all([store.close(), sql.end()]);
    await database.drop();
  }, 30_000);

  test("[INV-10] messages whose connection is lost while they are appended are uncertain", async () => {
    const database = await createTestDatabase();
    const store = await openPostgresStore({ url: database.url, ...options });
    const { user, ids } = await seed(store, 1);
    // One to hold the lock, one to look: a transaction sees the activity as it was at its first look.
    const sql = postgres(database.url, { max: 2 });
    const held = await sql.reserve();
    await held`begin`;
    await held`select from conversations for update`;
    const message = testMessage({ conversationId: ids[0] ?? 0, senderId: user });
    const committing = store.commit([{ kind: "append", message }]);
    for (let ended = 0; ended === 0; ) {
      const rows = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      ended = rows.length;
    }
    expect(await committing).toMatchObject([
      { status: "failed", isUncertain: true, error: { code: "unavailable" } },
    ]);
    await held`rollback`;
    held.release();
    await Promise.all([store.close(), sql.end()]);
    await database.drop();
  }, 30_000);
});

test("a pool whose connections are all lent makes callers over the bound hear at once that it is busy", async () => {
  const pool = createConnectionPool({ url: "postgres://nobody@127.0.0.1:1/parley", durability: "normal" }, 1);
  const use = () => pool.exclusively(async () => undefined).catch((error: unknown) => error);
  void use();
  for (let count = 0; count < waitingMax; count += 1) void use();
  expect(await use()).toMatchObject({ code: "busy", retryAfterMs: expect.any(Number) });
});
