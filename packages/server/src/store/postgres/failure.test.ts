import { describe, expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol";
import postgres from "postgres";
import type { Store } from "../../engine/ports/store.ts";
import { insertGroup, insertUser, testMessage } from "../contract/store-contract.ts";
import { StartError } from "../start-error.ts";
import { openPostgresStore } from "./store.ts";
import { createTestDatabase, testServerUrl } from "./test-database.ts";

const options = { durability: "full", newEpoch: () => Bun.randomUUIDv7() } as const;

async function seed(store: Store): Promise<{ user: number; conversationId: number }> {
  const [outcome] = await store.commit([
    {
      kind: "transaction",
      async run(tx) {
        const user = await insertUser(tx, "ann");
        return { user, conversationId: await insertGroup(tx, [user]) };
      },
    },
  ]);
  if (outcome?.status !== "committed") throw new Error("the seed failed");
  return outcome.value as { user: number; conversationId: number };
}

describe.skipIf(testServerUrl === "")("PostgreSQL failing (needs PARLEY_TEST_POSTGRES_URL)", () => {
  test("[MSG-1] [INV-01] [INV-02] what was answered survives lost connections, what is sent again is there once", async () => {
    const database = await createTestDatabase();
    const store = await openPostgresStore({ url: database.url, ...options });
    const administrator = postgres(testServerUrl, { max: 1 });
    const { user, conversationId } = await seed(store);
    const sent = new Set<string>();
    let failures = 0;
    const send = async () => {
      const message = testMessage({ conversationId, senderId: user });
      for (let isSent = false; !isSent; ) {
        const [outcome] = await store.commit([{ kind: "append", message }]);
        isSent = outcome?.status === "appended";
        if (outcome?.status !== "failed") continue;
        failures += 1;
        expect(outcome.error).toBeInstanceOf(ParleyError);
        expect(outcome.error).toMatchObject({ code: "unavailable" });
      }
      sent.add(message.id);
    };
    const touch = async () => {
      await store.commit([
        { kind: "transaction", run: (tx) => tx.members.markRead(conversationId, user, 1) },
      ]);
    };
    const load = Array.from({ length: 20 }, async () => {
      for (let round = 0; round < 20; round += 1) await Promise.all([send(), touch()]);
    });
    const name = new URL(database.url).pathname.slice(1);
    while (failures < 5 && sent.size < 400) {
      await administrator`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    }
    await Promise.all(load);
    const texts = await store.reader.log.range(conversationId, 0, 10_000);
    const ids = texts.slice(1).map((text) => JSON.parse(text).id);
    expect(failures).toBeGreaterThan(0);
    expect(new Set(ids)).toEqual(sent);
    expect(ids).toHaveLength(400);
    await Promise.all([store.close(), administrator.end()]);
    await database.drop();
  }, 60_000);

  test("[INV-20] a transaction whose connection is lost in its middle leaves nothing", async () => {
    const database = await createTestDatabase();
    const store = await openPostgresStore({ url: database.url, ...options });
    const administrator = postgres(testServerUrl, { max: 1 });
    const { user, conversationId } = await seed(store);
    const name = new URL(database.url).pathname.slice(1);
    const event = { conversationId, name: "message.recalled", actorId: user, at: 5, body: "{}" } as const;
    const [outcome] = await store.commit([
      {
        kind: "transaction",
        async run(tx) {
          await tx.log.append(event);
          await administrator`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${name}`;
          await tx.log.append(event);
        },
      },
    ]);
    expect(outcome).toMatchObject({ status: "failed", error: { code: "unavailable" } });
    const again = await store.commit([{ kind: "transaction", run: (tx) => tx.log.append(event) }]);
    expect(again).toMatchObject([{ status: "committed", value: { rev: 2 } }]);
    await Promise.all([store.close(), administrator.end()]);
    await database.drop();
  }, 60_000);

  test("[RUN-3] a newer schema is refused in one line and left as it was", async () => {
    const database = await createTestDatabase();
    await (await openPostgresStore({ url: database.url, ...options })).close();
    const sql = postgres(database.url, { max: 1 });
    await sql`insert into schema_version (version) values (999)`;
    const opening = openPostgresStore({ url: database.url, ...options });
    expect(opening).rejects.toThrow(/^The database has format 999, .*Use a newer Parley\.$/);
    await opening.catch(() => undefined);
    const versions = await sql`select version::int from schema_version order by version`;
    expect(versions.map((row) => row.version).slice(-2)).toEqual([versions.length - 1, 999]);
    await sql.end();
    await database.drop();
  });

  test("[RUN-5] nodes that start at once migrate once and agree on the epoch", async () => {
    const database = await createTestDatabase();
    const opening = Array.from({ length: 4 }, () =>
      openPostgresStore({ url: database.url, poolSize: 3, ...options }),
    );
    const stores = await Promise.all(opening);
    expect(new Set(stores.map((store) => store.epoch)).size).toBe(1);
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });
});

test("[RUN-3] an unreachable server is told in one line without the password", async () => {
  const url = "postgres://somebody:secret-word@127.0.0.1:1/parley";
  const error = await openPostgresStore({ url, ...options }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).toContain("127.0.0.1:1/parley cannot be used");
  expect(String(error)).not.toContain("secret-word");
  expect(String(error)).not.toContain("\n");
});
