import { describe, expect, test } from "bun:test";
import { type CutAt, startCuttingProxy } from "../../../test/support/cutting-proxy.ts";
import type { JobOutcome, Store, Transaction, WriteJob } from "../../engine/ports/store.ts";
import { insertGroup, insertUser, testMessage } from "../contract/store-contract.ts";
import { openPostgresStore } from "./store.ts";
import { createTestDatabase, testServerUrl } from "./test-database.ts";

const options = { durability: "full", newEpoch: () => Bun.randomUUIDv7() } as const;
const cuts: readonly CutAt[] = ["unsent", "unanswered", "held"];

async function openCut() {
  const database = await createTestDatabase();
  const proxy = await startCuttingProxy(database.url);
  const store = await openPostgresStore({ url: proxy.url, ...options });
  const people = await commitOne(store, {
    kind: "transaction",
    async run(tx: Transaction) {
      const user = await insertUser(tx, "ann");
      return { user, conversationId: await insertGroup(tx, [user]) };
    },
  });
  if (people.status !== "committed") throw new Error("the seed failed");
  const { user, conversationId } = people.value as { user: number; conversationId: number };
  const close = async () => {
    await store.close();
    proxy.close();
    await database.drop();
  };
  return { proxy, store, user, conversationId, close };
}

async function commitOne(store: Store, job: WriteJob): Promise<JobOutcome> {
  const [outcome] = await store.commit([job]);
  if (outcome === undefined) throw new Error("a job without an outcome");
  return outcome;
}

/** The outcome as it must be, once it is decided. */
async function settled(outcome: JobOutcome): Promise<void> {
  expect(outcome).toMatchObject({ status: "failed", isUncertain: true, error: { code: "unavailable" } });
  expect(outcome).toHaveProperty("settled");
  if (outcome.status === "failed") await outcome.settled;
}

describe.skipIf(testServerUrl === "")("commits whose answer is lost (needs PARLEY_TEST_POSTGRES_URL)", () => {
  for (const at of cuts) {
    test(`[INV-02] [INV-26] a message cut when its commit is ${at} is there once after it was sent again`, async () => {
      const { proxy, store, user, conversationId, close } = await openCut();
      const first = testMessage({ conversationId, senderId: user });
      await commitOne(store, { kind: "append", message: first });
      const message = testMessage({ conversationId, senderId: user });
      const isCut = proxy.cut("append", at, message.id);
      const outcome = await commitOne(store, { kind: "append", message });
      await Promise.all([isCut, settled(outcome)]);
      const before = await store.reader.log.findMessage(conversationId, message.id);
      expect(before !== null).toBe(at === "unanswered");
      proxy.release();
      const again = await commitOne(store, { kind: "append", message });
      const status = at === "unanswered" ? "repeated" : "sent";
      expect(again).toMatchObject({ outcome: { status, rev: 3, seq: 2 } });
      const ids = (await store.reader.log.range(conversationId, 0, 100)).map((text) => JSON.parse(text).id);
      expect(ids).toEqual([undefined, first.id, message.id]);
      await close();
    }, 60_000);

    test(`[INV-20] [INV-26] a change cut when its commit is ${at} is decided when it says so, and not later`, async () => {
      const { proxy, store, user, conversationId, close } = await openCut();
      const id = Bun.randomUUIDv7();
      const body = JSON.stringify({ id });
      const event = { conversationId, name: "message.recalled", actorId: user, at: 5, body } as const;
      const change: WriteJob = { kind: "transaction", run: (tx) => tx.log.append(event) };
      const isCut = proxy.cut("change", at, id);
      const outcome = await commitOne(store, change);
      await Promise.all([isCut, settled(outcome)]);
      const read = async () => (await store.reader.log.range(conversationId, 0, 100)).length;
      const expected = at === "unanswered" ? 2 : 1;
      expect(await read()).toBe(expected);
      proxy.release();
      // Waits for every lock that is still held: were the change to come after all, this would come behind it.
      expect(await commitOne(store, change)).toMatchObject({ value: { rev: expected + 1 } });
      expect(await read()).toBe(expected + 1);
      await close();
    }, 60_000);
  }
});
