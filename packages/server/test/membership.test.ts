import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("members of groups", () => {
  let server: TestServer;
  let stranger: Caller;

  beforeAll(async () => {
    server = await startTestServer({ groupMembersMax: 6 });
    stranger = await newCaller(server, "stranger");
  });
  afterAll(() => server.stop());

  const inboxOf = async (caller: Caller) =>
    (await caller.socket.call("inbox.list", {})).heads as {
      conversation: { id: number; memberCount: number; faces?: number[] };
      unread: number;
    }[];
  const textsOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "message.list", { conversationId })).messages.map(
      ({ content }: { content: { text: string } }) => content.text,
    );

  test("[GRP-10] [GRP-12] [GRP-3] who is added is told so, sees what was before as read, and is counted", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    await say(owner, conversationId, "before");
    const newcomer = await newCaller(server, "new");
    const userIds = [idOf(newcomer), idOf(member), idOf(newcomer)];
    const added = await member.socket.call("member.add", { conversationId, userIds });
    expect(added.addedIds).toEqual([idOf(newcomer)]);
    expect(added.conversation).toMatchObject({
      memberCount: 3,
      faces: [idOf(owner), idOf(member), idOf(newcomer)],
    });
    for (const { socket } of [owner, member, newcomer]) {
      const told = await socket.push((push) => push.ev === "member.added");
      expect(told).toMatchObject({
        ...{ conversationId, rev: 3, actorId: idOf(member), conversation: added.conversation },
        members: [{ userId: idOf(newcomer), role: "member", status: "active", readSeq: 1 }],
      });
    }
    expect(await inboxOf(newcomer)).toMatchObject([{ conversation: added.conversation, unread: 0 }]);
    expect(await textsOf(newcomer, conversationId)).toEqual(["before"]);
    await say(newcomer, conversationId, "here");
    expect(await textsOf(owner, conversationId)).toEqual(["before", "here"]);
  });

  test("[GRP-10] [GRP-1] who may not be added is not, and nobody with them", async () => {
    const { conversationId, owner } = await newTestGroup(server, 2);
    const [newcomer, blocker] = [await newCaller(server, "new"), await newCaller(server, "blocker")];
    const add = (from: Caller, userIds: readonly number[]) =>
      refusedByBoth(server, from, "member.add", { conversationId, userIds: [idOf(newcomer), ...userIds] });
    expect((await add(owner, [999_999_999])).code).toBe("not_found");
    await blocker.socket.call("contact.block", { userId: idOf(owner), isBlocked: true });
    expect((await add(owner, [idOf(blocker)])).code).toBe("not_accepted");
    const guest = (await server.post("guest.create", {})).body.user.id;
    expect((await add(owner, [guest])).code).toBe("forbidden");
    const more = [await server.newUser("m1"), await server.newUser("m2"), await server.newUser("m3")];
    expect(
      await add(
        owner,
        more.map(({ user }) => user.id),
      ),
    ).toMatchObject({ code: "limit_reached", details: { groupMembersMax: 6 } });
    const nothing = await refusedByBoth(server, owner, "member.add", {
      conversationId: 999_999_999,
      userIds: [idOf(newcomer)],
    });
    expect(await add(stranger, [])).toEqual(nothing);
    const direct = await owner.socket.call("conversation.openDirect", { userId: idOf(stranger) });
    const toDirect = { conversationId: direct.conversation.id, userIds: [idOf(newcomer)] };
    expect(await refusedByBoth(server, owner, "member.add", toDirect)).toEqual(nothing);
    expect(await inboxOf(newcomer)).toEqual([]);
    const three = more.slice(0, 3).map(({ user }) => user.id);
    expect((await owner.socket.call("member.add", { conversationId, userIds: three })).addedIds).toEqual(
      three,
    );
  });

  test("[GRP-11] [INV-19] added 30 times at once by three people, somebody is one member, told once", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const newcomer = await newCaller(server, "new");
    const everybody = [owner, ...members];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        (everybody[index % 3] as Caller).socket.call("member.add", {
          conversationId,
          userIds: [idOf(newcomer)],
        }),
      ),
    );
    expect(answers.filter(({ addedIds }) => addedIds.length > 0)).toHaveLength(1);
    const { events } = await readByBoth(server, newcomer, "sync.range", { conversationId, afterRev: 0 });
    expect(events.map(({ ev }: { ev: string }) => ev)).toEqual(["conversation.created", "member.added"]);
    const { members: listed } = await readByBoth(server, owner, "member.list", { conversationId });
    expect(listed).toHaveLength(4);
    expect((await inboxOf(owner))[0]?.conversation.memberCount).toBe(4);
  });

  test("[GRP-13] [GRP-14] [INV-15] who is removed is told so, and of nothing after it, whatever they ask", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [gone, stays] = members as [Caller, Caller];
    const phone = await server.connect(gone.user);
    const { cursor } = await gone.socket.call("sync.heads", {});
    await say(owner, conversationId, "seen");
    const { conversation } = await owner.socket.call("member.remove", { conversationId, userId: idOf(gone) });
    expect(conversation).toMatchObject({ memberCount: 2, faces: [idOf(owner), idOf(stays)] });
    for (const socket of [gone.socket, phone, stays.socket]) {
      const told = await socket.push((push) => push.ev === "member.removed");
      expect(told).toMatchObject({ conversationId, userId: idOf(gone), reason: "removed", conversation });
    }
    await say(owner, conversationId, "a secret of later");
    await stays.socket.push((push) => push.content?.text === "a secret of later");
    // Told to both sockets after what they must not be told.
    const { conversation: direct } = await stays.socket.call("conversation.openDirect", {
      userId: idOf(gone),
    });
    for (const socket of [gone.socket, phone]) {
      await socket.push((push) => push.conversationId === direct.id);
      expect(socket.pushes.filter((push) => push.conversationId === conversationId).at(-1)?.ev).toBe(
        "member.removed",
      );
    }
    const nothing = { conversationId: 999_999_999 };
    for (const [operation, more] of [
      ["message.list", {}],
      ["sync.range", { afterRev: 0 }],
      ["member.list", {}],
      ["inbox.markRead", { seq: 1 }],
      ["signal.typing", {}],
      ["message.send", { id: Bun.randomUUIDv7(), content: { type: "text", text: "x" } }],
      ["member.add", { userIds: [idOf(stranger)] }],
      ["group.leave", {}],
    ] as const) {
      const refusal = await refusedByBoth(server, gone, operation, { conversationId, ...more });
      expect(refusal).toEqual(await refusedByBoth(server, gone, operation, { ...nothing, ...more }));
      expect(refusal.code).toBe("not_found");
    }
    expect((await inboxOf(gone)).map((head) => head.conversation.id)).toEqual([direct.id]);
    const { heads } = await gone.socket.call("sync.heads", { since: cursor });
    const left = heads.find(
      (head: { conversation: { id: number } }) => head.conversation.id === conversationId,
    );
    expect(left).toMatchObject({
      ...{ status: "left", lastRev: 3, lastSeq: 1, unread: 0, lastMessage: null },
      conversation: { name: null, memberCount: 0, ownerId: null },
    });
    phone.close();
  });

  test("[GRP-13] nobody removes whom they do not outrank, nor who is not there", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [one, two] = members as [Caller, Caller];
    const remove = (from: Caller, userId: number) =>
      refusedByBoth(server, from, "member.remove", { conversationId, userId });
    expect((await remove(one, idOf(two))).code).toBe("forbidden");
    expect((await remove(one, idOf(one))).code).toBe("forbidden");
    expect((await remove(one, idOf(stranger))).code).toBe("forbidden");
    expect((await remove(owner, idOf(owner))).code).toBe("forbidden");
    expect((await remove(owner, idOf(stranger))).code).toBe("not_found");
    expect((await remove(stranger, idOf(two))).code).toBe("not_found");
    expect((await refusedByBoth(server, owner, "group.leave", { conversationId })).code).toBe("conflict");
    expect((await inboxOf(owner))[0]?.conversation.memberCount).toBe(3);
  });

  test("[GRP-13] [GRP-15] who leaves and is added again is one member, and sees what was said meanwhile", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    await member.socket.call("group.leave", { conversationId });
    await say(owner, conversationId, "meanwhile");
    await owner.socket.call("member.add", { conversationId, userIds: [idOf(member)] });
    await member.socket.push((push) => push.ev === "member.added");
    expect(await textsOf(member, conversationId)).toEqual(["meanwhile"]);
    expect(await inboxOf(member)).toMatchObject([{ unread: 0, conversation: { memberCount: 2 } }]);
    const { members: listed } = await readByBoth(server, owner, "member.list", { conversationId });
    expect(listed.map(({ userId }: { userId: number }) => userId)).toEqual([idOf(owner), idOf(member)]);
    const { events } = await readByBoth(server, member, "sync.range", { conversationId, afterRev: 1 });
    expect(events.map(({ ev }: { ev: string }) => ev)).toEqual([
      "member.removed",
      "message.sent",
      "member.added",
    ]);
  });

  test("[GRP-16] [GRP-17] [GRP-6] members are found by each of their names, and hidden ones by nobody but admins", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 3, { name: "found" });
    const [admin, cook, other] = members as [Caller, Caller, Caller];
    await owner.socket.call("member.setRole", { conversationId, userId: idOf(admin), role: "admin" });
    await cook.socket.call("member.setProfile", { conversationId, nickname: "Ｃhef 100%_王" });
    await cook.socket.call("account.update", { nickname: "Zoë 大厨" });
    const found = async (from: Caller, query: string, more: object = {}) =>
      (await readByBoth(server, from, "member.list", { conversationId, query, ...more })).members.map(
        ({ userId }: { userId: number }) => userId,
      );
    for (const query of [
      "chef",
      "CHEF 1",
      "王",
      "0%_",
      "zoë",
      "大厨",
      "dachu",
      "dc",
      "Chu",
      cook.user.user.username,
    ]) {
      expect(await found(other, query)).toEqual([idOf(cook)]);
    }
    expect(await found(other, "%")).toEqual([idOf(cook)]);
    // Spelled from a character on, not from within one.
    expect(await found(other, "achu")).toEqual([]);
    expect(await found(other, "nobody is called that")).toEqual([]);
    const three = [admin, cook, other].map(idOf);
    expect(await found(other, "member_")).toEqual(three);
    expect(await found(other, "member_", { limit: 2 })).toEqual(three.slice(0, 2));
    expect(await found(other, "member_", { limit: 2, afterUserId: three[1] })).toEqual(three.slice(2));

    await owner.socket.call("group.update", { conversationId, settings: { hidesMembers: true } });
    const seen = async (from: Caller) =>
      (await readByBoth(server, from, "member.list", { conversationId })).members.map(
        ({ userId }: { userId: number }) => userId,
      );
    expect(await seen(other)).toEqual([idOf(owner), idOf(admin), idOf(other)]);
    expect(await found(other, "chef")).toEqual([]);
    expect(await seen(admin)).toEqual([idOf(owner), ...three]);
    expect(await found(owner, "chef")).toEqual([idOf(cook)]);
  });
});
