import { expect, test } from "bun:test";
import type { Transaction } from "../../engine/ports/store.ts";
import { type Fixture, testMessage } from "./store-contract.ts";

/** The log: numbering, repetition, order, recall. */
export function logContract(fixture: Fixture): void {
  const { store, change, append, newUser, newGroup } = fixture;

  test("[SYNC-1] messages and events take gapless numbers", async () => {
    const user = await newUser("ann");
    const conversationId = await newGroup([user]);
    expect(await append({ conversationId, senderId: user })).toMatchObject({
      status: "sent",
      rev: 2,
      seq: 1,
    });
    expect(await append({ conversationId, senderId: user })).toMatchObject({
      status: "sent",
      rev: 3,
      seq: 2,
    });
    const append4 = (tx: Transaction) =>
      tx.log.append({ conversationId, name: "message.recalled", actorId: user, at: 5, body: "{}" });
    expect(await change(append4)).toEqual({ rev: 4 });
    expect(await append({ conversationId, senderId: user })).toMatchObject({
      status: "sent",
      rev: 5,
      seq: 3,
    });
    const events = (await store().reader.log.range(conversationId, 0, 100)).map((text) => JSON.parse(text));
    expect(events.map((event) => event.rev)).toEqual([1, 2, 3, 4, 5]);
    expect(events.filter((event) => event.ev === "message.sent").map((event) => event.seq)).toEqual([
      1, 2, 3,
    ]);
  });

  test("[SYNC-1] a change that fails takes no number and harms no other job of its commit", async () => {
    const user = await newUser("bob");
    const conversationId = await newGroup([user]);
    const outcomes = await store().commit([
      { kind: "append", message: testMessage({ conversationId, senderId: user }) },
      {
        kind: "transaction",
        async run(tx) {
          await tx.log.append({ conversationId, name: "message.recalled", actorId: user, at: 5, body: "{}" });
          throw new Error("refused late");
        },
      },
      { kind: "append", message: testMessage({ conversationId, senderId: user }) },
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["appended", "failed", "appended"]);
    const texts = await store().reader.log.range(conversationId, 0, 100);
    expect(texts.map((text) => JSON.parse(text).rev)).toEqual([1, 2, 3]);
  });

  test("[SYNC-1] a message that cannot be written at all harms no other of its commit", async () => {
    const user = await newUser("bea");
    const conversationId = await newGroup([user]);
    const message = () => testMessage({ conversationId, senderId: user });
    const outcomes = await store().commit([
      { kind: "append", message: message() },
      { kind: "append", message: { ...message(), sentAt: null as unknown as number } },
      { kind: "transaction", run: async (tx) => tx.members.markRead(conversationId, user, 1) },
      { kind: "append", message: message() },
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      "appended",
      "failed",
      "committed",
      "appended",
    ]);
    const texts = await store().reader.log.range(conversationId, 0, 100);
    expect(texts.map((text) => JSON.parse(text).rev)).toEqual([1, 2, 3]);
  });

  test("[MSG-2] [INV-02] the same id again answers the first numbers, also within one commit", async () => {
    const user = await newUser("cat");
    const conversationId = await newGroup([user]);
    const message = testMessage({ conversationId, senderId: user, sentAt: 7 });
    const outcomes = await store().commit([
      { kind: "append", message },
      { kind: "append", message: { ...message, sentAt: 8 } },
    ]);
    expect(outcomes[0]).toMatchObject({ outcome: { status: "sent", rev: 2, seq: 1, sentAt: 7 } });
    expect(outcomes[1]).toMatchObject({ outcome: { status: "repeated", rev: 2, seq: 1, sentAt: 7 } });
    const [later] = await store().commit([{ kind: "append", message: { ...message, sentAt: 9 } }]);
    expect(later).toMatchObject({ outcome: { status: "repeated", rev: 2, seq: 1, sentAt: 7 } });
    expect(await append({ conversationId, senderId: user })).toMatchObject({ rev: 3, seq: 2 });
  });

  test("[MSG-3] [INV-03] the same id with other content or from another sender is a conflict", async () => {
    const [ann, bob] = [await newUser("dan"), await newUser("eve")];
    const conversationId = await newGroup([ann, bob]);
    const id = Bun.randomUUIDv7();
    await append({ conversationId, senderId: ann, id, text: "one" });
    expect(await append({ conversationId, senderId: ann, id, text: "two" })).toEqual({ status: "conflict" });
    expect(await append({ conversationId, senderId: bob, id, text: "one" })).toEqual({ status: "conflict" });
    expect(await append({ conversationId, senderId: ann })).toMatchObject({ rev: 3, seq: 2 });
  });

  test("[CONV-4] who is no member appends nothing", async () => {
    const [ann, stranger] = [await newUser("fay"), await newUser("gus")];
    const conversationId = await newGroup([ann]);
    expect(await append({ conversationId, senderId: stranger })).toEqual({ status: "not_a_member" });
    expect(await append({ conversationId: 2 ** 40, senderId: stranger })).toEqual({ status: "not_a_member" });
    expect(await append({ conversationId, senderId: ann })).toMatchObject({ rev: 2, seq: 1 });
  });

  test("[MSG-4] one commit keeps the order of its messages, across conversations", async () => {
    const user = await newUser("hal");
    const groups = [await newGroup([user]), await newGroup([user]), await newGroup([user])];
    const messages = Array.from({ length: 60 }, (_, index) => ({
      ...testMessage({ conversationId: groups[index % 3] ?? 0, senderId: user, text: String(index) }),
    }));
    await store().commit(messages.map((message) => ({ kind: "append", message }) as const));
    for (const [offset, conversationId] of groups.entries()) {
      const page = await store().reader.log.page(conversationId, {
        beforeSeq: null,
        afterSeq: null,
        limit: 50,
      });
      const texts = page.map((text) => Number(JSON.parse(text).content.text));
      expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => index * 3 + offset));
    }
  });

  test("[SYNC-1] [INV-04] commits that run at once leave no hole and no double", async () => {
    const users = await Promise.all(["ida", "jan", "kim"].map(newUser));
    const conversationId = await newGroup(users);
    const send = async (senderId: number) => {
      for (let round = 0; round < 20; round += 1) await append({ conversationId, senderId });
    };
    await Promise.all(users.map(send));
    const events = (await store().reader.log.range(conversationId, 0, 500)).map((text) => JSON.parse(text));
    expect(events.map((event) => event.rev)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
  });

  test("[MSG-6] pages lie before, after and between numbers, oldest first", async () => {
    const user = await newUser("lea");
    const conversationId = await newGroup([user]);
    for (let index = 0; index < 9; index += 1) await append({ conversationId, senderId: user });
    const seqs = async (beforeSeq: number | null, afterSeq: number | null, limit: number) => {
      const page = await store().reader.log.page(conversationId, { beforeSeq, afterSeq, limit });
      return page.map((text) => JSON.parse(text).seq);
    };
    expect(await seqs(null, null, 3)).toEqual([7, 8, 9]);
    expect(await seqs(7, null, 3)).toEqual([4, 5, 6]);
    expect(await seqs(null, 2, 3)).toEqual([3, 4, 5]);
    expect(await seqs(5, 2, 9)).toEqual([3, 4]);
    expect(await seqs(1, null, 3)).toEqual([]);
  });

  test("[MSG-6] pages are right where other events lie between the messages", async () => {
    const user = await newUser("ned");
    const conversationId = await newGroup([user]);
    const event = (tx: Transaction) =>
      tx.log.append({ conversationId, name: "message.recalled", actorId: user, at: 5, body: "{}" });
    for (let seq = 1; seq <= 30; seq += 1) {
      for (let index = 0; index < (seq * 7) % 4; index += 1) await change(event);
      await append({ conversationId, senderId: user });
    }
    await change(event);
    for (let seq = 1; seq <= 31; seq += 1) {
      const before = await store().reader.log.page(conversationId, {
        beforeSeq: seq,
        afterSeq: null,
        limit: 3,
      });
      const first = Math.max(1, seq - 3);
      expect(before.map((text) => JSON.parse(text).seq)).toEqual(
        Array.from({ length: seq - first }, (_, index) => first + index),
      );
      const after = await store().reader.log.page(conversationId, {
        beforeSeq: null,
        afterSeq: seq,
        limit: 2,
      });
      expect(after.map((text) => JSON.parse(text).seq)).toEqual(
        [seq + 1, seq + 2].filter((next) => next <= 30),
      );
    }
  });

  test("[MSG-21] [INV-12] an erased message keeps its number and loses its content", async () => {
    const user = await newUser("mia");
    const conversationId = await newGroup([user]);
    const message = testMessage({ conversationId, senderId: user, text: "secret-marker" });
    await store().commit([{ kind: "append", message }]);
    await change((tx) => tx.log.eraseMessage(conversationId, message.id, 3, 50));
    const { reader } = store();
    expect(await reader.log.findMessage(conversationId, message.id)).toMatchObject({
      seq: 1,
      recalledRev: 3,
    });
    const page = await reader.log.page(conversationId, { beforeSeq: null, afterSeq: null, limit: 5 });
    const told = [...page, ...(await reader.log.range(conversationId, 0, 10))].join("");
    expect(told).not.toContain("secret-marker");
    expect(JSON.parse(page[0] ?? "{}")).toMatchObject({ seq: 1, content: null, recalledAt: 50 });
    const [again] = await store().commit([{ kind: "append", message }]);
    expect(again).toMatchObject({ outcome: { status: "repeated", seq: 1 } });
  });
}
