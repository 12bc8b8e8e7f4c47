import { describe, expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol";
import type { JobOutcome, Transaction } from "../../engine/ports/store.ts";
import type { AppendMessage } from "../../engine/ports/store-log.ts";
import { insertGroup, type OpenedStore, testMessage, useStore } from "../contract/store-contract.ts";
import { openPostgresIndexer } from "./message-indexer.ts";
import { openPostgresStore } from "./store.ts";
import { createTestDatabase, testServerUrl } from "./test-database.ts";

async function open(): Promise<OpenedStore> {
  const database = await createTestDatabase();
  const newEpoch = () => Bun.randomUUIDv7();
  const store = await openPostgresStore({ url: database.url, durability: "normal", newEpoch });
  const indexer = openPostgresIndexer({ url: database.url, durability: "normal" });
  return {
    store,
    indexer,
    async dispose() {
      await indexer.close();
      await store.close();
      await database.drop();
    },
  };
}

/** Recalls as the engine does: decides by what it read. */
async function recall(tx: Transaction, conversationId: number, id: string, actorId: number): Promise<number> {
  const message = await tx.log.findMessage(conversationId, id);
  if (message === null) throw new Error("the message is not there");
  if (message.recalledRev !== null) return message.recalledRev;
  const event = { conversationId, name: "message.recalled", actorId, at: 5, body: "{}" } as const;
  const { rev } = await tx.log.append(event);
  await tx.log.eraseMessage(conversationId, id, rev, 5);
  return rev;
}

describe.skipIf(testServerUrl === "")("PostgreSQL at once (needs PARLEY_TEST_POSTGRES_URL)", () => {
  const { store, change, newUser, newGroup } = useStore(open);

  async function revs(conversationId: number): Promise<number[]> {
    const texts = await store().reader.log.range(conversationId, 0, 10_000);
    return texts.map((text) => JSON.parse(text).rev);
  }

  /** As clients do: where a conversation is locked for long, which a busy machine makes long, they are told to come again. */
  async function send(message: AppendMessage): Promise<JobOutcome | undefined> {
    for (;;) {
      const [outcome] = await store().commit([{ kind: "append", message }]);
      const error = outcome?.status === "failed" ? outcome.error : null;
      if (!(error instanceof ParleyError && error.code === "unavailable")) return outcome;
    }
  }

  test("[SYNC-1] [INV-04] 60 senders in 5 conversations, recalling as they go, leave no hole", async () => {
    const users = await Promise.all(Array.from({ length: 60 }, () => newUser("sender")));
    const groups = await Promise.all(Array.from({ length: 5 }, () => newGroup(users)));
    const sendAndRecall = async (senderId: number, index: number) => {
      for (let round = 0; round < 6; round += 1) {
        const conversationId = groups[(index + round) % 5] ?? 0;
        const message = testMessage({ conversationId, senderId });
        expect(await send(message)).toMatchObject({ outcome: { status: "sent" } });
        if (round % 2 === 0) await change((tx) => recall(tx, conversationId, message.id, senderId));
        else await change((tx) => tx.members.markRead(conversationId, senderId, 3));
      }
    };
    await Promise.all(users.map(sendAndRecall));
    let events = 0;
    for (const conversationId of groups) {
      const found = await revs(conversationId);
      expect(found).toEqual(Array.from(found, (_, index) => index + 1));
      events += found.length;
    }
    expect(events).toBe(5 + 60 * 6 + 60 * 3);
  });

  test("[MSG-22] a message recalled twice at once is recalled once", async () => {
    const user = await newUser("twice");
    const conversationId = await newGroup([user]);
    const message = testMessage({ conversationId, senderId: user });
    await store().commit([{ kind: "append", message }]);
    const recalls = Array.from({ length: 8 }, () =>
      change((tx) => recall(tx, conversationId, message.id, user)),
    );
    expect(new Set(await Promise.all(recalls))).toEqual(new Set([3]));
    expect(await revs(conversationId)).toEqual([1, 2, 3]);
  });

  test("[CONV-1] [INV-20] openings, groups, recalls and messages at once all succeed", async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => newUser("mixed")));
    const conversationId = await newGroup(users);
    const work = Array.from({ length: 120 }, async (_, index) => {
      const [first = 0, second = 0] = [users[index % 6], users[(index + 1 + (index % 4)) % 6]];
      if (index % 3 === 0) return change((tx) => tx.conversations.openDirect([first, second], 1));
      if (index % 3 === 1) return change((tx) => insertGroup(tx, [first, second]));
      const message = testMessage({ conversationId, senderId: first });
      await send(message);
      return change((tx) => recall(tx, conversationId, message.id, first));
    });
    await Promise.all(work);
    expect(await revs(conversationId)).toHaveLength(1 + 2 * 40);
  });

  test("[SYNC-4] a cursor taken while a change was under way finds it, though others committed since", async () => {
    const user = await newUser("overlap");
    const [slow, quick] = [await newGroup([user]), await newGroup([user])];
    const { inbox } = store().reader;
    const [written, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const event = { name: "message.recalled", actorId: user, at: 5, body: "{}" } as const;
    const running = change(async (tx) => {
      await tx.log.append({ ...event, conversationId: slow });
      written.resolve();
      await released.promise;
    });
    await written.promise;
    await change((tx) => tx.log.append({ ...event, conversationId: quick }));
    const during = await inbox.changedSince(user, null, 10);
    released.resolve();
    await running;
    const found = await inbox.changedSince(user, during?.cursor ?? "", 10);
    const heads = (found?.heads ?? []).map((head) => JSON.parse(head.text));
    expect(heads.find((head) => head.conversation.id === slow)).toMatchObject({ lastRev: 2 });
    for (const cursor of ["999999999999999", "999999999999999.1.1"])
      expect(await inbox.changedSince(user, cursor, 10)).toBeNull();
  });

  test("[SYNC-4] a change that was under way between two pages is found by the cursor after the last", async () => {
    const user = await newUser("pages");
    const [slow, quick, other] = [await newGroup([user]), await newGroup([user]), await newGroup([user])];
    const { inbox } = store().reader;
    const [written, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const event = { name: "message.recalled", actorId: user, at: 5, body: "{}" } as const;
    const running = change(async (tx) => {
      await tx.log.append({ ...event, conversationId: slow });
      written.resolve();
      await released.promise;
    });
    await written.promise;
    for (const conversationId of [quick, other]) {
      await change((tx) => tx.log.append({ ...event, conversationId }));
    }
    const first = await inbox.changedSince(user, null, 3);
    // Committed now, with a mark below that of the heads answered already.
    released.resolve();
    await running;
    const last = await inbox.changedSince(user, first?.heads.at(-1)?.cursor ?? "", 3);
    expect(last?.heads).toEqual([]);
    const found = await inbox.changedSince(user, last?.cursor ?? "", 10);
    const heads = (found?.heads ?? []).map((head) => JSON.parse(head.text));
    expect(heads.find((head) => head.conversation.id === slow)).toMatchObject({ lastRev: 2 });
  });

  test("[MED-30] [INV-22] a file counts as unused when nothing shows it any more, whatever happens at once", async () => {
    const owner = await newUser("owner");
    const [one, two, three] = [
      { conversationId: 920_001, messageId: "a" },
      { conversationId: 920_002, messageId: "b" },
      { conversationId: 920_003, messageId: "c" },
    ];
    const id = "f".repeat(32);
    const file = { id, ownerId: owner, kind: "file", name: "a", bytes: 9, durationMs: null } as const;
    await change(async (tx) => {
      await tx.media.insert({ ...file, createdAt: 1 });
      await tx.media.use(id, one);
    });
    /** Begins the second when the first has written, and lets the first end when the second waits or is done. */
    async function atOnce(first: (tx: Transaction) => Promise<unknown>, second: typeof first): Promise<void> {
      const [written, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const running = change(async (tx) => {
        await first(tx);
        written.resolve();
        await released.promise;
      });
      await written.promise;
      const other = change(second);
      await Promise.race([other, Bun.sleep(200)]);
      released.resolve();
      await Promise.all([running, other]);
    }
    await atOnce(
      (tx) => tx.media.use(id, two),
      (tx) => tx.media.endUses(one, 50),
    );
    expect(await change((tx) => tx.media.remove(id))).toBe(false);
    const avatar = { kind: "user", userId: owner } as const;
    await atOnce(
      (tx) => tx.pictures.show(id, avatar, 60),
      (tx) => tx.media.endUses(two, 60),
    );
    expect(await change((tx) => tx.media.remove(id))).toBe(false);
    await change((tx) => tx.media.use(id, three));
    await atOnce(
      (tx) => tx.media.endUses(three, 70),
      (tx) => tx.pictures.show(null, avatar, 70),
    );
    expect(await change((tx) => tx.media.removeUnused(71, 10))).toBe(1);
  });

  test("[MSG-2] repetitions, conflicts and strangers inside one batch are told apart in order", async () => {
    const [ann, bob, eve] = [await newUser("ann"), await newUser("bob"), await newUser("eve")];
    const conversationId = await newGroup([ann, bob]);
    const id = Bun.randomUUIDv7();
    const from = (senderId: number, text: string) => testMessage({ conversationId, senderId, id, text });
    const batch = [from(eve, "one"), from(ann, "one"), from(bob, "one"), from(ann, "two"), from(ann, "one")];
    const outcomes = await store().commit(batch.map((message) => ({ kind: "append", message }) as const));
    expect(
      outcomes.map((outcome) => (outcome.status === "appended" ? outcome.outcome.status : null)),
    ).toEqual(["not_a_member", "sent", "conflict", "conflict", "repeated"]);
    expect(outcomes[4]).toMatchObject({ outcome: { rev: 2, seq: 1 } });
  });

  test("a message the database cannot take harms no other of its batch", async () => {
    const user = await newUser("bad");
    const conversationId = await newGroup([user]);
    const good = () => testMessage({ conversationId, senderId: user });
    const batch = [good(), { ...good(), id: "no uuid" }, good()];
    const outcomes = await store().commit(batch.map((message) => ({ kind: "append", message }) as const));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["appended", "failed", "appended"]);
    expect(await revs(conversationId)).toEqual([1, 2, 3]);
  });
});
