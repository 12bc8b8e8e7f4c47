import { expect, test } from "bun:test";
import { type Fixture, insertGroup, testMessage } from "./store-contract.ts";

/** Conversations, members, inbox, cursors. */
export function conversationsContract(fixture: Fixture): void {
  const { store, change, append, newUser, newGroup } = fixture;

  const newDirect = (pair: readonly [number, number]) =>
    change(async (tx) => {
      const { conversationId } = await tx.conversations.openDirect(pair, 1);
      const members = pair.map((userId) => ({ userId, role: "member", status: "active" }) as const);
      await tx.members.insert(conversationId, members, 1);
      return conversationId;
    });
  const readPositions = async (conversationId: number) => {
    const members = await store().reader.members.page(conversationId, 0, 10);
    return new Map(members.map(({ userId, readSeq }) => [userId, readSeq]));
  };
  const head = async (userId: number) =>
    JSON.parse((await store().reader.inbox.page(userId, null, 1)).heads[0]?.text ?? "{}");

  test("[CONV-1] two people get one direct conversation, asked at once and from both sides", async () => {
    const [ann, bob] = [await newUser("oda"), await newUser("pia")];
    const pairs = [
      [ann, bob],
      [bob, ann],
    ] as const;
    const opened = await Promise.all(
      [...pairs, ...pairs].map((pair) => change((tx) => tx.conversations.openDirect([...pair], 1))),
    );
    expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test("[CONV-6] [CONV-7] [INV-17] [INV-18] read positions only grow; unread leaves recalled messages out", async () => {
    const [ann, bob] = [await newUser("quin"), await newUser("ria")];
    const conversationId = await newGroup([ann, bob]);
    const messages = Array.from({ length: 5 }, () => testMessage({ conversationId, senderId: ann }));
    await store().commit(messages.map((message) => ({ kind: "append", message }) as const));
    const markRead = (seq: number) => change((tx) => tx.members.markRead(conversationId, bob, seq));
    expect(await markRead(2)).toEqual({ readSeq: 2, unread: 3, moved: true });
    expect(await markRead(1)).toEqual({ readSeq: 2, unread: 3, moved: false });
    await change((tx) => tx.log.eraseMessage(conversationId, messages[3]?.id ?? "", 7, 9));
    expect(await markRead(2)).toEqual({ readSeq: 2, unread: 2, moved: false });
    const { heads } = await store().reader.inbox.page(bob, null, 10);
    expect(JSON.parse(heads[0]?.text ?? "{}")).toMatchObject({ readSeq: 2, unread: 2, lastSeq: 5 });
    expect(await markRead(99)).toEqual({ readSeq: 5, unread: 0, moved: true });
    expect(await readPositions(conversationId)).toEqual(
      new Map([
        [ann, 5],
        [bob, 5],
      ]),
    );
  });

  test("[CONV-6] [CONV-7] [INV-17] in a direct conversation, too, what somebody wrote is read by them", async () => {
    const [ann, bob] = [await newUser("quin"), await newUser("ria")];
    const conversationId = await newDirect([ann, bob]);
    const { inbox } = store().reader;
    const from = (senderId: number) => testMessage({ conversationId, senderId });
    const [one, two, three, four] = [from(ann), from(bob), from(ann), from(bob)];
    const commit = (messages: readonly ReturnType<typeof from>[]) =>
      store().commit(messages.map((message) => ({ kind: "append", message }) as const));
    await commit([one, two, three, one]);
    expect(await readPositions(conversationId)).toEqual(
      new Map([
        [ann, 3],
        [bob, 2],
      ]),
    );
    expect(await head(ann)).toMatchObject({ readSeq: 3, unread: 0, lastSeq: 3 });
    expect(await head(bob)).toMatchObject({ readSeq: 2, unread: 1, lastSeq: 3 });
    const markRead = (userId: number, seq: number) =>
      change((tx) => tx.members.markRead(conversationId, userId, seq));
    expect(await markRead(bob, 1)).toEqual({ readSeq: 2, unread: 1, moved: false });
    expect(await markRead(ann, 3)).toEqual({ readSeq: 3, unread: 0, moved: false });
    for (const { id } of [one, three]) await change((tx) => tx.log.eraseMessage(conversationId, id, 9, 9));
    expect(await markRead(bob, 1)).toEqual({ readSeq: 2, unread: 0, moved: false });
    expect(await head(bob)).toMatchObject({ readSeq: 2, unread: 0 });
    const cursor = (await inbox.changedSince(bob, null, 10))?.cursor ?? "";
    await commit([four, three, two]);
    expect(await readPositions(conversationId)).toEqual(
      new Map([
        [ann, 3],
        [bob, 4],
      ]),
    );
    const changed = await inbox.changedSince(bob, cursor, 10);
    expect(JSON.parse(changed?.heads[0]?.text ?? "{}")).toMatchObject({ readSeq: 4, unread: 0 });
    expect(await head(ann)).toMatchObject({ readSeq: 3, unread: 1 });
    expect(await markRead(ann, 4)).toEqual({ readSeq: 4, unread: 0, moved: true });
    await commit([from(bob)]);
    expect(await readPositions(conversationId)).toEqual(
      new Map([
        [ann, 4],
        [bob, 5],
      ]),
    );
  });

  test("[CONV-5] the inbox is in the order of activity, in pages", async () => {
    const user = await newUser("sam");
    const groups = [await newGroup([user]), await newGroup([user]), await newGroup([user])];
    const [first = 0, second = 0, third = 0] = groups;
    for (const [index, conversationId] of [third, first, second].entries()) {
      await append({ conversationId, senderId: user, sentAt: 100 + index, text: `to ${conversationId}` });
    }
    const { inbox } = store().reader;
    const page = await inbox.page(user, null, 2);
    expect(page.heads.map((head) => head.position.conversationId)).toEqual([second, first]);
    expect(JSON.parse(page.heads[0]?.text ?? "{}")).toMatchObject({
      conversation: { id: second, kind: "group", name: "group" },
      lastMessage: { seq: 1, senderId: user, content: { text: `to ${second}` } },
      lastActiveAt: 102,
      unread: 0,
      peerId: null,
      status: "active",
    });
    const rest = await inbox.page(user, page.heads[1]?.position ?? null, 2);
    expect(rest.heads.map((head) => head.position.conversationId)).toEqual([third]);
  });

  test("[SYNC-4] a cursor finds every later change, of the log and of one's own position", async () => {
    const [ann, bob] = [await newUser("tim"), await newUser("una")];
    const [one, two] = [await newGroup([ann, bob]), await newGroup([ann, bob])];
    const { inbox } = store().reader;
    const start = await inbox.changedSince(ann, null, 10);
    expect(start?.heads).toHaveLength(2);
    await append({ conversationId: one, senderId: bob });
    const changed = await inbox.changedSince(ann, start?.cursor ?? "", 10);
    expect(changed?.heads.map((head) => head.position.conversationId)).toContain(one);
    await change((tx) => tx.members.markRead(one, ann, 1));
    const read = await inbox.changedSince(ann, changed?.cursor ?? "", 10);
    expect(JSON.parse(read?.heads[0]?.text ?? "{}")).toMatchObject({ conversation: { id: one }, readSeq: 1 });
    expect(JSON.stringify(read?.heads)).not.toContain(`"id":${two},`);
    for (const cursor of ["not a cursor", "1.2", "1.2.3.4", ".1.2"])
      expect(await inbox.changedSince(ann, cursor, 10)).toBeNull();
  });

  test("[SYNC-4] pages of what changed go on where the last one ended, and miss nothing that changes meanwhile", async () => {
    const user = await newUser("tia");
    // One commit: all with the same mark.
    const groups = await change(async (tx) => {
      const ids = [];
      for (let index = 0; index < 5; index += 1) ids.push(await insertGroup(tx, [user]));
      return ids;
    });
    const { inbox } = store().reader;
    const page = async (cursor: string | null) => {
      const { heads = [], cursor: end = "" } = (await inbox.changedSince(user, cursor, 2)) ?? {};
      return {
        ids: heads.map((head) => head.position.conversationId),
        next: heads.at(-1)?.cursor ?? "",
        end,
      };
    };
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = groups;
    const one = await page(null);
    expect(one.ids).toEqual([first, second]);
    await append({ conversationId: first, senderId: user });
    await append({ conversationId: fourth, senderId: user });
    const two = await page(one.next);
    expect(two.ids).toEqual([third, fifth]);
    const three = await page(two.next);
    expect(three.ids).toEqual([first, fourth]);
    const four = await page(three.next);
    expect(four.ids).toEqual([]);
    expect(four.end).toBe(one.end);
    await append({ conversationId: third, senderId: user });
    const after = await inbox.changedSince(user, four.end, 10);
    expect(after?.heads.map((head) => head.position.conversationId)).toEqual([first, fourth, third]);
  });

  test("[INV-15] [SYNC-4] who left is told so, and nothing of what was written since", async () => {
    const [stays, leaves] = [await newUser("lea"), await newUser("lou")];
    const conversationId = await newGroup([stays]);
    const { inbox } = store().reader;
    const before = await inbox.changedSince(leaves, null, 10);
    await change((tx) =>
      tx.members.insert(conversationId, [{ userId: leaves, role: "member", status: "left" }], 1),
    );
    await append({ conversationId, senderId: stays, text: "after the leaving" });
    const after = await inbox.changedSince(leaves, before?.cursor ?? "", 10);
    expect(after?.heads).toHaveLength(1);
    expect(JSON.parse(after?.heads[0]?.text ?? "{}")).toMatchObject({
      conversation: { id: conversationId },
      status: "left",
      lastMessage: null,
      unread: 0,
    });
    expect(after?.heads[0]?.userIds).toEqual([]);
  });

  test("[SYNC-2] an audience is true at the rev it names", async () => {
    const [ann, bob, cid] = [await newUser("vic"), await newUser("wes"), await newUser("xia")];
    const conversationId = await newGroup([ann, bob]);
    await append({ conversationId, senderId: ann });
    const { members } = store().reader;
    const audience = await members.audience(conversationId);
    expect({ rev: audience.rev, userIds: [...audience.userIds].sort() }).toEqual({
      rev: 2,
      userIds: [ann, bob].sort(),
    });
    expect(await members.acquaintances(ann, [bob, cid])).toEqual([bob]);
    expect(await members.acquaintances(cid, [ann, bob])).toEqual([]);
  });

  test("[INV-20] a change that fails leaves nothing of itself", async () => {
    const user = await newUser("yan");
    const before = await store().reader.inbox.changedSince(user, null, 10);
    const failing = change(async (tx) => {
      const groupId = await tx.conversations.insert({
        kind: "group",
        name: "never",
        ownerId: user,
        memberCount: 1,
        createdAt: 1,
      });
      await tx.members.insert(groupId, [{ userId: user, role: "owner", status: "active" }], 1);
      throw new Error("refused at the end");
    });
    expect(failing).rejects.toThrow("refused at the end");
    await failing.catch(() => undefined);
    const after = await store().reader.inbox.changedSince(user, null, 10);
    expect(after?.heads.length).toBe(before?.heads.length ?? -1);
  });

  test("members come in pages by user id", async () => {
    const users = [await newUser("zed"), await newUser("abe"), await newUser("bea")];
    const conversationId = await newGroup(users);
    const { members } = store().reader;
    const first = await members.page(conversationId, 0, 2);
    expect(first.map((member) => member.userId)).toEqual(users.slice(0, 2));
    const rest = await members.page(conversationId, first[1]?.userId ?? 0, 2);
    expect(rest).toEqual([
      {
        userId: users[2] ?? 0,
        role: "member",
        status: "active",
        readSeq: 0,
        isHiding: false,
        hidesReceipts: false,
      },
    ]);
  });
}
