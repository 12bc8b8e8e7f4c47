import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** What users mark of messages for themselves. */
export function messageMarksContract({ append, change, newGroup, newUser, store }: Fixture): void {
  async function newTalk(count: number) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await newGroup([ann, bob]);
    for (let index = 0; index < count; index += 1) await append({ conversationId, senderId: bob });
    return { ann, bob, conversationId };
  }
  const headOf = async (userId: number) => {
    const page = await store().reader.inbox.page(userId, null, 5);
    return JSON.parse(page.heads[0]?.text ?? "{}");
  };

  test("[MSG-24] hidden messages are not unread, each counted once, and change the head", async () => {
    const { ann, bob, conversationId } = await newTalk(5);
    const { cursor } = await store().reader.inbox.page(ann, null, 5);
    const hide = (seqs: readonly number[]) =>
      change((tx) => tx.hiddenMessages.add(ann, conversationId, seqs));
    expect(await hide([2, 5])).toEqual({ added: [2, 5], count: 2 });
    expect(await hide([5])).toEqual({ added: [], count: 2 });
    expect(await headOf(ann)).toMatchObject({
      unread: 3,
      lastMessage: { seq: 5, content: null, isHidden: true },
    });
    expect((await headOf(bob)).lastMessage.isHidden).toBeUndefined();
    expect((await store().reader.inbox.changedSince(ann, cursor, 5))?.heads).toHaveLength(1);
    const page = await store().reader.log.page(conversationId, { beforeSeq: 3, afterSeq: null, limit: 1 });
    const second = JSON.parse(page[0] ?? "{}");
    await change((tx) => tx.log.eraseMessage(conversationId, second.id, 9, 50));
    expect(await headOf(ann)).toMatchObject({ unread: 3 });
    expect(await change((tx) => tx.members.markRead(conversationId, ann, 2))).toMatchObject({ unread: 2 });
    expect(await headOf(ann)).toMatchObject({ readSeq: 2, unread: 2 });
    expect((await store().reader.members.find(conversationId, ann))?.hiddenCount).toBe(2);
    expect(await store().reader.hiddenMessages.between(ann, conversationId, 3, 9)).toEqual([5]);
  });

  test("[MSG-26] [MSG-27] saved messages are listed newest first, in pages, and can be taken out", async () => {
    const { ann, bob, conversationId } = await newTalk(3);
    const page = await store().reader.log.page(conversationId, { beforeSeq: null, afterSeq: null, limit: 9 });
    const revs = page.map((text) => JSON.parse(text).rev as number);
    await change(async (tx) => {
      for (const rev of revs) await tx.savedMessages.insert(ann, { conversationId, rev, savedAt: 10 + rev });
    });
    const { savedMessages, log } = store().reader;
    const first = await savedMessages.page(ann, null, 2);
    expect(first.map(({ rev }) => rev)).toEqual(revs.toReversed().slice(0, 2));
    const rest = await savedMessages.page(ann, first[1]?.id ?? 0, 2);
    expect(rest.map(({ rev }) => rev)).toEqual(revs.slice(0, 1));
    expect(await savedMessages.count(ann)).toBe(3);
    expect(await savedMessages.page(bob, null, 2)).toEqual([]);
    const [rev = 0] = revs;
    expect(await savedMessages.find(ann, conversationId, rev)).toMatchObject({ rev, savedAt: 10 + rev });
    expect(await change((tx) => tx.savedMessages.remove(ann, conversationId, rev))).toBe(true);
    expect(await change((tx) => tx.savedMessages.remove(ann, conversationId, rev))).toBe(false);
    expect(await log.messagesAt(conversationId, [...revs.toReversed(), 1, 999])).toEqual(page);
  });
}
