import { expect, test } from "bun:test";
import type { ExpiringMessage } from "../../engine/ports/store-expiring-messages.ts";
import type { StoredScheduled } from "../../engine/ports/store-scheduled-messages.ts";
import type { Fixture } from "./store-contract.ts";

/** Scheduled and expiring messages, and how far conversations were purged. */
export function timedContract(fixture: Fixture): void {
  scheduledContract(fixture);
  expiringContract(fixture);
  purgedContract(fixture);
}

function scheduledContract({ change, newUser, store }: Fixture): void {
  const waiting = (userId: number, sendAt: number): StoredScheduled => ({
    ...{ userId, conversationId: 1, id: Bun.randomUUIDv7(), body: "{}", sendAt, createdAt: 1 },
    ...{ failedAt: null, errorCode: null, toldRev: 1 },
  });

  test("[SCHED-5] what is due is taken once, by one of many at once, and what failed is not due", async () => {
    const userId = await newUser("planner");
    const messages = Array.from({ length: 20 }, (_, index) => waiting(userId, 10 + index));
    const failed = { ...waiting(userId, 5), failedAt: 6, errorCode: "forbidden" };
    await change(async (tx) => {
      for (const message of [...messages, failed]) await tx.scheduledMessages.insert(message);
    });
    expect(await store().reader.scheduledMessages.hasDue(9)).toBe(false);
    expect(await store().reader.scheduledMessages.hasDue(10)).toBe(true);
    const take = (now: number, limit: number) => change((tx) => tx.scheduledMessages.take(now, limit));
    expect(await take(12, 2)).toEqual(messages.slice(0, 2));
    const taken = (await Promise.all(Array.from({ length: 6 }, () => take(28, 5)))).flat();
    const left = await take(28, 50);
    const ids = [...taken, ...left].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(
      messages
        .slice(2, 19)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(await change((tx) => tx.scheduledMessages.count(userId))).toBe(2);
  });

  test("[SCHED-2] a user's messages are read in pages in the order of their time, changed and removed", async () => {
    const userId = await newUser("planner");
    const [late, early] = [waiting(userId, 30), waiting(userId, 20)];
    await change(async (tx) => {
      for (const message of [late, early]) await tx.scheduledMessages.insert(message);
    });
    const page = (after: StoredScheduled | null) => store().reader.scheduledMessages.page(userId, after, 1);
    expect(await page(null)).toEqual([early]);
    expect(await page(early)).toEqual([late]);
    expect(await page(late)).toEqual([]);
    const failed = { ...early, failedAt: 21, errorCode: "not_found", toldRev: 7 };
    await change((tx) => tx.scheduledMessages.replace(failed));
    expect(await store().reader.scheduledMessages.find(early)).toEqual(failed);
    await change((tx) => tx.scheduledMessages.remove(early));
    expect(await store().reader.scheduledMessages.find(early)).toBeNull();
    await change((tx) => tx.scheduledMessages.remove(late));
  });
}

function expiringContract({ change, store }: Fixture): void {
  const expiring = (rev: number, changes: Partial<ExpiringMessage>): ExpiringMessage => ({
    ...{ conversationId: 900, rev, seq: rev, id: Bun.randomUUIDv7(), senderId: 1 },
    ...{ dueAt: 1_000, readMs: null, ...changes },
  });

  test("[EXP-2] [EXP-3] reading brings what waits for it forward, never back, and what is due is taken once", async () => {
    const messages = [
      expiring(1, { dueAt: 50 }),
      expiring(2, { readMs: 20 }),
      expiring(3, { readMs: 5_000 }),
      expiring(4, { readMs: 20, senderId: 2 }),
      expiring(5, { readMs: 20 }),
    ];
    await change(async (tx) => {
      for (const message of messages) await tx.expiringMessages.insert(message);
    });
    const read = { conversationId: 900, userId: 2, firstSeq: 1, seq: 4 };
    await change((tx) => tx.expiringMessages.beginRead(read, 100));
    await change((tx) => tx.expiringMessages.beginRead(read, 110));
    expect(await store().reader.expiringMessages.hasDue(49)).toBe(false);
    const take = (now: number) => change((tx) => tx.expiringMessages.take(now, 10));
    expect((await take(119)).map(({ rev }) => rev)).toEqual([1]);
    const taken = (await Promise.all(Array.from({ length: 4 }, () => take(120)))).flat();
    expect(taken).toEqual([expiring(2, { id: messages[1]?.id ?? "", dueAt: 120 })]);
    await change((tx) => tx.expiringMessages.remove(900, 5));
    expect((await take(1_000)).map(({ rev }) => rev).toSorted()).toEqual([3, 4]);
    expect(await store().reader.expiringMessages.hasDue(5_000)).toBe(false);
  });
}

function purgedContract({ append, change, newGroup, newUser, store }: Fixture): void {
  test("[RET-3] [RET-4] [INV-18] what is purged is in no page, counts as read, and leaves the log whole", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await newGroup([ann, bob]);
    for (let index = 0; index < 5; index += 1) await append({ conversationId, senderId: ann });
    await change(async (tx) => {
      await tx.conversations.hold(conversationId);
      await tx.retention.purge(conversationId, { rev: 4, seq: 3 });
    });
    const { reader } = store();
    const member = await reader.members.find(conversationId, bob);
    expect(member).toMatchObject({ sinceRev: 0, firstRev: 4, firstSeq: 3, lastRev: 6, lastSeq: 5 });
    if (member === null) throw new Error("no member");
    for (const bounds of [{ afterSeq: null }, { afterSeq: 0 }]) {
      const page = { beforeSeq: null, limit: 10, visible: member, ...bounds };
      const seqs = (await reader.log.page(conversationId, page)).map((text) => JSON.parse(text).seq);
      expect(seqs).toEqual([4, 5]);
    }
    expect(await reader.log.range(conversationId, 0, 10)).toHaveLength(6);
    const { heads } = await reader.inbox.page(bob, null, 1);
    expect(JSON.parse(heads[0]?.text ?? "")).toMatchObject({ readSeq: 3, unread: 2, lastSeq: 5 });
    expect(await change((tx) => tx.members.markRead(conversationId, bob, 2))).toMatchObject({ unread: 2 });
    expect(await change((tx) => tx.members.markRead(conversationId, bob, 4))).toMatchObject({ unread: 1 });
    await change((tx) => tx.retention.purge(conversationId, { rev: 6, seq: 5 }));
    const emptied = await reader.inbox.page(bob, null, 1);
    const head = JSON.parse(emptied.heads[0]?.text ?? "");
    expect(head).toMatchObject({ readSeq: 5, unread: 0, lastMessage: null });
  });

  test("[RET-1] conversations with something to purge are walked through, those with a time of their own alone too", async () => {
    const ann = await newUser("ann");
    const groups = [];
    for (let index = 0; index < 3; index += 1) groups.push(await newGroup([ann]));
    const [first = 0, second = 0, third = 0] = groups;
    for (const conversationId of groups) await append({ conversationId, senderId: ann });
    await change((tx) => tx.groups.update(second, { settings: { retentionMs: 60_000 } }));
    await change((tx) => tx.retention.purge(third, { rev: 2, seq: 1 }));
    const { retention } = store().reader;
    const ids = async (isOwn: boolean) =>
      (await retention.page(first - 1, 10, isOwn)).map(({ conversationId }) => conversationId);
    expect(await ids(false)).toEqual([first, second]);
    expect(await ids(true)).toEqual([second]);
    expect(await retention.find(second)).toEqual({
      conversationId: second,
      purgedSeq: 0,
      retentionMs: 60_000,
    });
    await change((tx) => tx.groups.update(second, { settings: { retentionMs: 0 } }));
    expect(await ids(true)).toEqual([]);
  });
}
