import { expect, test } from "bun:test";
import type { OwnState } from "@parley/protocol";
import type { InboxFilter } from "../../engine/ports/store-conversations.ts";
import type { Fixture } from "./store-contract.ts";

/** What members keep of conversations for themselves. */
export function inboxContract({ append, change, newGroup, newUser, store }: Fixture): void {
  const heads = async (userId: number, filter?: InboxFilter) => {
    const page = await store().reader.inbox.page(userId, null, 50, filter);
    return page.heads.map(({ text }) => JSON.parse(text));
  };
  const ids = async (userId: number, filter?: InboxFilter) =>
    (await heads(userId, filter)).map(({ conversation }) => conversation.id);
  async function newTalks(count: number) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const talks: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const conversationId = await newGroup([ann, bob]);
      await append({ conversationId, senderId: bob, sentAt: 100 + index });
      talks.push(conversationId);
    }
    return { ann, bob, talks };
  }
  const set = (conversationId: number, userId: number, own: OwnState) =>
    change((tx) => tx.ownStates.set(conversationId, userId, own));

  test("[INB-1] [INB-2] pinned conversations come first, in pages too, and heads show what is kept", async () => {
    const { ann, bob, talks } = await newTalks(4);
    const [a = 0, b = 0, c = 0, d = 0] = talks;
    const { cursor } = await store().reader.inbox.page(ann, null, 5);
    await set(a, ann, { pinnedAt: 5, level: "mentions" });
    await set(c, ann, { pinnedAt: 3 });
    expect(await ids(ann)).toEqual([c, a, d, b]);
    expect(await ids(bob)).toEqual([d, c, b, a]);
    expect((await heads(ann))[1].own).toEqual({ pinnedAt: 5, level: "mentions" });
    expect((await heads(bob))[3].own).toBeUndefined();
    expect((await store().reader.inbox.changedSince(ann, cursor, 9))?.heads).toHaveLength(2);
    const paged: number[] = [];
    let before = null;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await store().reader.inbox.page(ann, before, 1);
      before = page.heads[0]?.position ?? null;
      paged.push(before?.conversationId ?? 0);
    }
    expect(paged).toEqual([c, a, d, b]);
    expect(await store().reader.ownStates.countPinned(ann)).toBe(2);
    await set(a, ann, {});
    expect(await store().reader.ownStates.find(a, ann)).toEqual({});
    expect(await ids(ann)).toEqual([c, d, b, a]);
  });

  test("[INB-1] a page is the beginning of a longer one, of however many conversations", async () => {
    const { ann, talks } = await newTalks(12);
    await set(talks[3] ?? 0, ann, { pinnedAt: 5 });
    const { inbox } = store().reader;
    const long = await inbox.page(ann, null, 50);
    expect(long.heads).toHaveLength(12);
    const first = await inbox.page(ann, null, 2);
    expect(first.heads).toEqual(long.heads.slice(0, 2));
    const second = await inbox.page(ann, first.heads[1]?.position ?? null, 2);
    expect(second.heads).toEqual(long.heads.slice(2, 4));
  });

  test("[INB-1] [INB-5] [INB-7] a list has what its filter asks for", async () => {
    const { ann, bob, talks } = await newTalks(4);
    const [a = 0, b = 0, c = 0, d = 0] = talks;
    const now = 1_000;
    await set(a, ann, { archivedSeq: 1, folderIds: [7, 70] });
    await set(b, ann, { archivedSeq: 1, mutedUntil: now + 1, folderIds: [70] });
    await set(c, ann, { unlistedSeq: 1 });
    expect(await ids(ann)).toEqual([d, b, a]);
    expect(await ids(ann, { is: "archived", now })).toEqual([b, a]);
    expect(await ids(ann, { is: "active", now })).toEqual([d]);
    expect(await ids(ann, { folderId: 7, now })).toEqual([a]);
    expect(await ids(ann, { is: "archived", folderId: 70, now })).toEqual([b, a]);
    for (const conversationId of [a, b, c]) await append({ conversationId, senderId: bob, sentAt: 900 });
    expect(await ids(ann, { is: "archived", now })).toEqual([b]);
    expect(await ids(ann, { is: "archived", now: now + 1 })).toEqual([]);
    expect(await ids(ann)).toContain(c);
    await change((tx) => tx.members.markRead(c, ann, 2));
    await change((tx) => tx.members.markRead(d, ann, 1));
    expect(await ids(ann, { is: "unread", now })).toEqual([b, a]);
    await set(d, ann, { unreadMarkSeq: 1 });
    await set(c, ann, { unreadMarkSeq: 1 });
    expect(await ids(ann, { is: "unread", now })).toEqual([b, a, d]);
    expect((await store().reader.members.find(d, ann))?.isMarkedUnread).toBe(true);
    expect((await store().reader.ownStates.inFolder(ann, 7)).map((place) => place.conversationId)).toEqual([
      a,
    ]);
  });

  test("[INB-8] what is cleared is behind what the member sees, and counts for others as before", async () => {
    const { ann, bob, talks } = await newTalks(1);
    const [conversationId = 0] = talks;
    await append({ conversationId, senderId: bob });
    const { lastRev: rev = 0, lastSeq: seq = 0 } =
      (await store().reader.members.find(conversationId, ann)) ?? {};
    await change(async (tx) => {
      await tx.ownStates.clear(conversationId, ann, { rev, seq });
      await tx.members.markRead(conversationId, ann, seq);
    });
    expect(await store().reader.members.find(conversationId, ann)).toMatchObject({
      firstRev: rev,
      firstSeq: seq,
    });
    expect((await heads(ann))[0]).toMatchObject({ lastMessage: null, unread: 0, lastSeq: seq });
    expect((await heads(bob))[0].lastMessage.seq).toBe(seq);
    await append({ conversationId, senderId: bob });
    expect((await heads(ann))[0]).toMatchObject({ unread: 1, lastMessage: { seq: seq + 1 } });
    const receipts = await store().reader.receipts.list(conversationId, { seq: 1, sentAt: 100 });
    expect(receipts.map(({ userId }) => userId)).toContain(ann);
    await change(async (tx) => {
      await tx.groups.dismiss(conversationId, ann, rev + 2);
      await tx.groups.admit(conversationId, [ann], { firstRev: 0, firstSeq: 0 }, 950);
    });
    expect((await store().reader.members.find(conversationId, ann))?.firstSeq).toBe(seq);
  });

  test("[INB-20] [INB-22] a draft is kept until its writer sends something, in groups and between two", async () => {
    const { ann, bob, talks } = await newTalks(1);
    const [group = 0] = talks;
    const direct = await change(async (tx) => {
      const { conversationId } = await tx.conversations.openDirect([ann, bob], 1);
      await tx.members.insert(
        conversationId,
        [ann, bob].map((userId) => ({ userId, role: "member", status: "active" }) as const),
        1,
      );
      return conversationId;
    });
    await append({ conversationId: direct, senderId: ann });
    const draft = { text: 'half a "sentence', at: 50 };
    for (const conversationId of [group, direct]) {
      await change((tx) => tx.drafts.set(conversationId, ann, draft));
      await append({ conversationId, senderId: bob });
      expect(await store().reader.drafts.find(conversationId, ann)).toEqual(draft);
      expect((await heads(ann)).find(({ conversation }) => conversation.id === conversationId).draft).toEqual(
        draft,
      );
      await append({ conversationId, senderId: ann });
      expect(await store().reader.drafts.find(conversationId, ann)).toBeNull();
      await change((tx) => tx.drafts.set(conversationId, ann, draft));
      expect(await store().reader.drafts.find(conversationId, ann)).toEqual(draft);
      await change((tx) => tx.drafts.set(conversationId, ann, null));
      expect(await store().reader.drafts.find(conversationId, ann)).toBeNull();
    }
    expect((await heads(bob)).every(({ draft: shown }) => shown === undefined)).toBe(true);
  });

  test("[INB-30] unread mentions are counted once each, and end with reading, hiding and erasing", async () => {
    const { ann, bob, talks } = await newTalks(1);
    const [conversationId = 0] = talks;
    const mentions = async (userId: number) =>
      (await heads(userId)).find(({ conversation }) => conversation.id === conversationId).mentions ?? 0;
    const send = (id: string, extra: object) =>
      change((tx) =>
        tx.log.appendAccepted({
          ...{
            conversationId,
            senderId: bob,
            id,
            sentAt: 500,
            body: '{"type":"text","text":"x"}',
            digest: 1,
          },
          extra: JSON.stringify(extra),
        }),
      );
    const messages = Array.from({ length: 4 }, () => Bun.randomUUIDv7());
    const [first = "", second = "", third = "", fourth = ""] = messages;
    await send(first, { mentions: [ann] });
    await send(second, { mentions: [ann], mentionsAll: true });
    await send(third, { mentionsAll: true });
    await send(fourth, { isSilent: true });
    expect(await mentions(ann)).toBe(3);
    expect(await mentions(bob)).toBe(0);
    expect(await ids(ann, { is: "mentions", now: 1 })).toEqual([conversationId]);
    expect(await ids(bob, { is: "mentions", now: 1 })).toEqual([]);
    await change((tx) => tx.log.eraseMessage(conversationId, first, 99, 600));
    expect(await mentions(ann)).toBe(2);
    await change((tx) => tx.hiddenMessages.add(ann, conversationId, [4]));
    expect(await mentions(ann)).toBe(1);
    await change((tx) => tx.members.markRead(conversationId, ann, 3));
    expect(await mentions(ann)).toBe(0);
  });

  test("[INB-40] [INB-42] [INB-43] delivered positions only grow, and silent members are in no list", async () => {
    const { ann, bob, talks } = await newTalks(1);
    const [conversationId = 0] = talks;
    await append({ conversationId, senderId: bob });
    const deliver = (seq: number) => change((tx) => tx.receipts.markDelivered(conversationId, ann, seq));
    const list = async () =>
      (await store().reader.receipts.list(conversationId, { seq: 1, sentAt: 100 })).filter(
        ({ userId }) => userId === ann,
      );
    expect(await deliver(2)).toBe(2);
    expect(await deliver(1)).toBeNull();
    expect(await list()).toEqual([{ userId: ann, readSeq: 0, deliveredSeq: 2 }]);
    await change((tx) => tx.members.markRead(conversationId, ann, 1));
    expect(await list()).toEqual([{ userId: ann, readSeq: 1, deliveredSeq: 2 }]);
    await change((tx) => tx.receipts.setHiding(ann, true));
    expect(await list()).toEqual([]);
    expect(await store().reader.receipts.hides([ann, bob])).toEqual([ann]);
    const listed = await store().reader.members.page(conversationId, 0, 9);
    expect(listed.filter(({ hidesReceipts }) => hidesReceipts).map(({ userId }) => userId)).toEqual([ann]);
    expect(await change((tx) => tx.members.markRead(conversationId, ann, 2))).toMatchObject({
      moved: true,
      isPrivate: true,
    });
  });

  test("[INB-10] [INB-12] folders are listed in their order, each user's own", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const [work, home] = await change(async (tx) => [
      await tx.folders.insert(ann, "work", 0),
      await tx.folders.insert(ann, "home", 1),
    ]);
    if (work === undefined || home === undefined) throw new Error("no folders");
    await change((tx) => tx.folders.place(ann, work, 2));
    await change((tx) => tx.folders.rename(bob, home, "mine"));
    await change((tx) => tx.folders.remove(bob, home));
    expect(await store().reader.folders.list(ann)).toEqual([
      { id: home, name: "home" },
      { id: work, name: "work" },
    ]);
    await change((tx) => tx.folders.remove(ann, home));
    expect(await store().reader.folders.list(ann)).toEqual([{ id: work, name: "work" }]);
    expect(await store().reader.folders.list(bob)).toEqual([]);
  });
}
