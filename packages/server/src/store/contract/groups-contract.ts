import { expect, test } from "bun:test";
import { type Fixture, testMessage } from "./store-contract.ts";

/** Groups: who comes in and goes, what each of them sees, and the flag that lets messages ask the rules. */
export function groupsContract(fixture: Fixture): void {
  const { store, change, append, newUser, newGroup } = fixture;

  const member = (conversationId: number, userId: number) =>
    change((tx) => tx.members.find(conversationId, userId));
  const headFor = async (userId: number, conversationId: number) => {
    const page = await store().reader.inbox.changedSince(userId, null, 50);
    const heads = page?.heads.map((head) => JSON.parse(head.text)) ?? [];
    return heads.find((head) => head.conversation.id === conversationId);
  };

  test("[GRP-14] [INV-15] who is dismissed is out for the messages of the same commit, and sees nothing later", async () => {
    const [ann, bob] = [await newUser("gail"), await newUser("hank")];
    const conversationId = await newGroup([ann, bob]);
    expect((await append({ conversationId, senderId: bob })).status).toBe("sent");
    const dismissed = change(async (tx) => {
      await tx.conversations.hold(conversationId);
      await tx.groups.dismiss(conversationId, bob, 3);
      await tx.groups.recount(conversationId, -1, true);
      const event = { conversationId, name: "member.removed", actorId: ann, at: 5, body: "{}" } as const;
      return tx.log.append({ ...event, removed: [bob] });
    });
    expect(await dismissed).toEqual({ rev: 3 });
    expect(await append({ conversationId, senderId: bob })).toEqual({ status: "not_a_member" });
    expect((await append({ conversationId, senderId: ann, sentAt: 9_000 })).status).toBe("sent");
    expect(await headFor(bob, conversationId)).toMatchObject({
      ...{ status: "left", lastRev: 3, lastSeq: 1, unread: 0, lastMessage: null },
      conversation: { name: null, memberCount: 0 },
    });
    const cursor = (await store().reader.inbox.changedSince(bob, null, 50))?.cursor ?? "";
    const headOfLeft = await headFor(bob, conversationId);
    await append({ conversationId, senderId: ann });
    // PostgreSQL may answer it again while other transactions are open; it then says nothing new.
    const again = await store().reader.inbox.changedSince(bob, cursor, 50);
    for (const head of again?.heads ?? []) expect(JSON.parse(head.text)).toEqual(headOfLeft);
    expect(await headFor(bob, conversationId)).toEqual(headOfLeft);
    expect(await headFor(ann, conversationId)).toMatchObject({
      conversation: { memberCount: 1, faces: [ann] },
    });
  });

  test("[GRP-12] [GRP-15] who is admitted has read all there is, and sees from where the admission says", async () => {
    const [ann, bob, cleo] = [await newUser("ida"), await newUser("jan"), await newUser("kim")];
    const conversationId = await newGroup([ann]);
    const before = testMessage({ conversationId, senderId: ann, text: "before" });
    await store().commit([{ kind: "append", message: before }]);
    const admit = (userIds: readonly number[], firstRev: number, firstSeq: number) =>
      change(async (tx) => {
        await tx.groups.admit(conversationId, userIds, { firstRev, firstSeq }, 7);
        await tx.groups.recount(conversationId, userIds.length, true);
      });
    await admit([bob], 0, 0);
    await admit([cleo], 2, 1);
    expect(await member(conversationId, bob)).toMatchObject({
      ...{ status: "active", firstRev: 0, firstSeq: 0, lastRev: 2, lastSeq: 1 },
    });
    const cleos = await member(conversationId, cleo);
    expect(cleos).toMatchObject({ firstRev: 2, firstSeq: 1 });
    expect(await headFor(bob, conversationId)).toMatchObject({ unread: 0, lastMessage: { id: before.id } });
    expect(await headFor(cleo, conversationId)).toMatchObject({ unread: 0, lastMessage: null });
    const after = testMessage({ conversationId, senderId: bob, text: "after" });
    await store().commit([{ kind: "append", message: after }]);
    const visible = await member(conversationId, cleo);
    if (visible === null) throw new Error("an admitted member is not there");
    const page = (limits: { beforeSeq: number | null; afterSeq: number | null }) =>
      store()
        .reader.log.page(conversationId, { ...limits, limit: 10, visible })
        .then((texts) => texts.map((text) => JSON.parse(text).id));
    expect(await page({ beforeSeq: null, afterSeq: null })).toEqual([after.id]);
    expect(await page({ beforeSeq: null, afterSeq: 0 })).toEqual([after.id]);
    expect(await page({ beforeSeq: 2, afterSeq: null })).toEqual([]);
    expect(await page({ beforeSeq: 99, afterSeq: 0 })).toEqual([after.id]);
    // As of an earlier moment: what came since is not in it.
    const early = { ...visible, lastRev: 2, lastSeq: 1, firstRev: 0, firstSeq: 0 };
    const then = await store().reader.log.page(conversationId, {
      ...{ beforeSeq: null, afterSeq: null, limit: 10, visible: early },
    });
    expect(then.map((text) => JSON.parse(text).id)).toEqual([before.id]);
    expect(await store().reader.log.range(conversationId, 0, 10, 2)).toHaveLength(2);
    await admit([bob], 3, 2);
    expect((await store().reader.members.page(conversationId, 0, 10)).map(({ userId }) => userId)).toEqual([
      ann,
      bob,
      cleo,
    ]);
    expect(await headFor(bob, conversationId)).toMatchObject({ readSeq: 2, unread: 0, lastMessage: null });
  });

  test("[GRP-30] [GRP-31] the flags of the group and of the member let messages ask, until they are taken back", async () => {
    const [ann, bob] = [await newUser("lou"), await newUser("max")];
    const conversationId = await newGroup([ann, bob]);
    const outcomes = async () => [
      (await append({ conversationId, senderId: ann })).status,
      (await append({ conversationId, senderId: bob })).status,
    ];
    expect(await outcomes()).toEqual(["sent", "sent"]);
    await change((tx) => tx.groups.update(conversationId, { isRuled: true }));
    expect(await outcomes()).toEqual(["ruled", "ruled"]);
    const accepted = await change((tx) =>
      tx.log.appendAccepted(testMessage({ conversationId, senderId: bob })),
    );
    expect(accepted.status).toBe("sent");
    await change((tx) => tx.groups.update(conversationId, { isRuled: false }));
    await change((tx) => tx.groups.setMember(conversationId, bob, { mutedUntil: 9 }));
    expect(await outcomes()).toEqual(["sent", "ruled"]);
    await change((tx) => tx.groups.setMember(conversationId, bob, { mutedUntil: 0 }));
    expect(await outcomes()).toEqual(["sent", "sent"]);
    // What is undone has changed nothing, in the writer's memory either.
    await change(async (tx) => {
      await tx.groups.update(conversationId, { isRuled: true });
      await tx.groups.dismiss(conversationId, bob, 99);
      throw new Error("undone");
    }).catch(() => undefined);
    expect(await outcomes()).toEqual(["sent", "sent"]);
  });

  test("[GRP-4] [GRP-9] a group and its members are kept as they were set", async () => {
    const [ann, bob] = [await newUser("nia"), await newUser("oto")];
    const conversationId = await newGroup([ann, bob]);
    const settings = { isBroadcast: true, slowModeMs: 5 };
    await change((tx) =>
      tx.groups.update(conversationId, {
        ...{ name: "named", description: "of us", announcement: "news", settings, ownerId: bob },
        ...{ status: "locked", isRuled: true },
      }),
    );
    await change((tx) => tx.groups.recount(conversationId, 0, true));
    expect(await store().reader.groups.find(conversationId)).toMatchObject({
      ...{ status: "locked", description: "of us", announcement: "news", settings },
      conversation: { name: "named", ownerId: bob, faces: [bob, ann], status: "locked" },
    });
    const nickname = { text: "Captain", key: "captain" };
    await change((tx) =>
      tx.groups.setMember(conversationId, bob, { nickname, avatar: "/c.png", role: "admin", pacedAt: 8 }),
    );
    expect(await store().reader.groups.members(conversationId, [bob, 999_999])).toEqual([
      { userId: bob, role: "admin", status: "active", readSeq: 0, nickname: "Captain", avatar: "/c.png" },
    ]);
    expect(await change((tx) => tx.groups.pacedAt(conversationId, bob))).toBe(8);
    expect(await store().reader.groups.leaders(conversationId, 5)).toEqual([bob]);
    await change((tx) => tx.groups.setMember(conversationId, ann, { role: "owner", status: "muted" }));
    expect(await store().reader.groups.leaders(conversationId, 5)).toEqual([ann, bob]);
    expect(await store().reader.groups.leaders(conversationId, 1)).toEqual([ann]);
    await change((tx) => tx.groups.shutOut(conversationId, bob, 1));
    expect(await store().reader.groups.leaders(conversationId, 5)).toEqual([ann]);
    const direct = await change((tx) => tx.conversations.openDirect([ann, bob], 1));
    expect(await store().reader.groups.find(direct.conversationId)).toBeNull();
  });

  test("[GRP-20] [GRP-22] [GRP-23] of the last use of an invitation one of several gets it; requests are one for each", async () => {
    const [ann, bob] = [await newUser("pam"), await newUser("rob")];
    const conversationId = await newGroup([ann]);
    const made = {
      conversationId,
      createdBy: ann,
      createdAt: 5,
      expiresAt: 100,
      usesLeft: 2,
      revokedAt: null,
    };
    const ids = [Bun.randomUUIDv7(), Bun.randomUUIDv7()] as const;
    for (const id of ids) await change((tx) => tx.invites.insert({ id, ...made }, `digest ${id}`));
    const { invites } = store().reader;
    expect(await invites.findByCode(`digest ${ids[0]}`)).toEqual({ id: ids[0], ...made });
    expect(await invites.findByCode("another")).toBeNull();
    const take = (now: number) => change((tx) => tx.invites.takeUse(ids[0], now));
    expect(await take(100)).toBe(false);
    expect((await Promise.all([take(99), take(99), take(99)])).filter(Boolean)).toHaveLength(2);
    expect((await invites.listOpen(conversationId, 99, null)).map(({ id }) => id)).toEqual([ids[1]]);
    expect(await invites.listOpen(conversationId, 99, bob)).toEqual([]);
    await change((tx) => tx.invites.revoke(ids[1], 50));
    await change((tx) => tx.invites.revoke(ids[1], 60));
    expect((await invites.find(ids[1]))?.revokedAt).toBe(50);
    expect(await invites.listOpen(conversationId, 40, ann)).toEqual([]);

    const ask = (message: string | null, createdAt: number) =>
      change((tx) => tx.invites.putRequests(conversationId, [{ userId: bob, message, createdAt }]));
    await ask("please", 1);
    await ask(null, 2);
    expect(await invites.requests(conversationId, 0, 5)).toEqual([
      { userId: bob, message: null, createdAt: 2 },
    ]);
    expect(await invites.requests(conversationId, bob, 5)).toEqual([]);
    expect(await invites.requestsOf(conversationId, [ann, bob])).toEqual([
      { userId: bob, message: null, createdAt: 2 },
    ]);
    expect(await invites.requestsOf(conversationId, [ann])).toEqual([]);
    expect(await invites.countRequests(conversationId)).toBe(1);
    expect(await invites.requestedBy(bob, 5)).toEqual([conversationId]);
    expect(await invites.requestedBy(bob, 0)).toEqual([]);
    expect(await invites.requestedAmong(bob, [conversationId, 999_999])).toEqual([conversationId]);
    expect(await invites.requestedAmong(ann, [conversationId])).toEqual([]);
    expect(await invites.requestedAmong(bob, [])).toEqual([]);
    expect(await change((tx) => tx.invites.removeRequests(conversationId, [bob, ann]))).toEqual([bob]);
    expect(await invites.countRequests(conversationId)).toBe(0);
    expect(await invites.hasRequest(conversationId, bob)).toBe(false);
    expect(await store().reader.users.list([])).toEqual([]);
  });
}
