import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const text = (value: string) => ({ type: "text", text: value });

describe("conversations", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;

  beforeAll(async () => {
    server = await startTestServer({ groupMembersMax: 4 });
    [ann, bob, eve] = [
      await newCaller(server, "ann"),
      await newCaller(server, "bob"),
      await newCaller(server, "eve"),
    ];
  });
  afterAll(() => server.stop());

  const send = (from: Caller, conversationId: number, value = "hi") =>
    from.socket.call("message.send", { conversationId, id: Bun.randomUUIDv7(), content: text(value) });

  const headOf = async (caller: Caller, conversationId: number) => {
    const { heads } = await readByBoth(server, caller, "inbox.list", {});
    return heads.find((head: { conversation: { id: number } }) => head.conversation.id === conversationId);
  };

  /** A group of the three whose creation everybody has heard of. */
  async function newGroup(): Promise<number> {
    const memberIds = [bob.user.user.id, eve.user.user.id];
    const { conversation } = await ann.socket.call("group.create", { memberIds });
    for (const { socket } of [ann, bob, eve]) {
      await socket.push(
        (push) => push.ev === "conversation.created" && push.conversationId === conversation.id,
      );
    }
    return conversation.id;
  }

  test("[CONV-1] [INV-19] opened from both sides 50 times at once, two people have one conversation with one first event", async () => {
    const [one, two] = [await newCaller(server, "one"), await newCaller(server, "two")];
    const opened = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const [from, to] = index % 2 === 0 ? [one, two] : [two, one];
        const args = { userId: to.user.user.id };
        return index % 4 < 2
          ? from.socket.call("conversation.openDirect", args)
          : server.post("conversation.openDirect", args, from.user.accessToken).then(({ body }) => body);
      }),
    );
    expect(new Set(opened.map(({ conversation }) => JSON.stringify(conversation))).size).toBe(1);
    expect(opened[0].conversation).toMatchObject({
      kind: "direct",
      name: null,
      ownerId: null,
      memberCount: 2,
    });
    const conversationId = opened[0].conversation.id;
    const { events } = await readByBoth(server, two, "sync.range", { conversationId, afterRev: 0 });
    expect(events).toHaveLength(1);
    expect((await headOf(one, conversationId)).peerId).toBe(two.user.user.id);
    expect((await headOf(two, conversationId)).peerId).toBe(one.user.user.id);
  });

  test("[CONV-11] a conversation with oneself, nobody, or a disabled user is not found, all alike", async () => {
    const gone = await server.newUser("gone");
    await server.runStatement(`update users set is_enabled = 0 where id = ${gone.user.id}`);
    const errors = [];
    for (const userId of [ann.user.user.id, 999_999_999, gone.user.id]) {
      errors.push(await refusedByBoth(server, ann, "conversation.openDirect", { userId }));
    }
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
    expect(errors[0]?.code).toBe("not_found");
  });

  test("[CONV-2] [INV-20] a group begins with its owner, its members and one event", async () => {
    const memberIds = [bob.user.user.id, bob.user.user.id, ann.user.user.id];
    const { conversation } = await ann.socket.call("group.create", { name: " Team ", memberIds });
    expect(conversation).toMatchObject({
      kind: "group",
      name: "Team",
      ownerId: ann.user.user.id,
      memberCount: 2,
    });
    const created = await bob.socket.push((push) => push.conversationId === conversation.id);
    expect(created).toMatchObject({
      ev: "conversation.created",
      rev: 1,
      actorId: ann.user.user.id,
      conversation,
    });
    const { members } = await readByBoth(server, bob, "member.list", { conversationId: conversation.id });
    expect(members.map(({ userId, role }: { userId: number; role: string }) => [userId, role])).toEqual([
      [ann.user.user.id, "owner"],
      [bob.user.user.id, "member"],
    ]);
  });

  test("[CONV-2] [INV-20] an unknown member or too many make no group at all", async () => {
    const { heads } = await readByBoth(server, bob, "sync.heads", {});
    const unknown = { memberIds: [bob.user.user.id, 999_999_999] };
    expect((await refusedByBoth(server, ann, "group.create", unknown)).code).toBe("not_found");
    const others = [await server.newUser("m1"), await server.newUser("m2")].map(({ user }) => user.id);
    const three = [bob.user.user.id, eve.user.user.id, ...others].slice(0, 3);
    const tooMany = { memberIds: [...three, ...others] };
    expect(await refusedByBoth(server, ann, "group.create", tooMany)).toMatchObject({
      code: "invalid_arguments",
      details: { path: "/memberIds", groupMembersMax: 4 },
    });
    expect((await readByBoth(server, bob, "sync.heads", {})).heads).toEqual(heads);
    expect((await ann.socket.call("group.create", { memberIds: three })).conversation.memberCount).toBe(4);
  });

  test("[CONV-3] a group without a name is named after its people, cut to 50 characters", async () => {
    const nickname = "𠮷".repeat(30);
    const { body } = await server.post("account.register", {
      username: "long_one",
      password: "correct horse",
      nickname,
    });
    const first = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    expect(first.conversation.name).toBe(`${ann.user.user.nickname}、${bob.user.user.nickname}`);
    const long = await server.post(
      "group.create",
      { memberIds: [bob.user.user.id, ann.user.user.id] },
      body.accessToken,
    );
    const name: string = long.body.conversation.name;
    expect(name).toStartWith(`${nickname}、`);
    expect([...name]).toHaveLength(limits.groupNameCharsMax);
  });

  test("[CONV-5] the inbox has what was active last first, in pages that miss and repeat nothing", async () => {
    const owner = await newCaller(server, "owner");
    const ids: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.push((await owner.socket.call("group.create", { memberIds: [] })).conversation.id);
    }
    const [first = 0] = ids;
    const sent = await send(owner, first, "newest");
    const { heads } = await readByBoth(server, owner, "inbox.list", {});
    expect(heads[0]).toMatchObject({
      conversation: { id: first },
      lastSeq: sent.seq,
      lastRev: sent.rev,
      lastMessage: { seq: sent.seq, content: text("newest"), senderId: owner.user.user.id },
      readSeq: sent.seq,
      unread: 0,
    });
    const paged = [];
    let before: string | null = null;
    do {
      const page = await readByBoth(server, owner, "inbox.list", {
        limit: 2,
        ...(before === null ? {} : { before }),
      });
      paged.push(...page.heads);
      before = page.next;
    } while (before !== null);
    expect(paged).toEqual(heads);
    expect((await refusedByBoth(server, owner, "inbox.list", { before: "x" })).code).toBe(
      "invalid_arguments",
    );
  });

  test("[CONV-6] [CONV-7] [CONV-8] [INV-17] [INV-18] positions only grow, recalled messages are not unread, and all are told", async () => {
    const conversationId = await newGroup();
    const bobsPhone = await server.connect(bob.user);
    const ids = Array.from({ length: 4 }, () => Bun.randomUUIDv7());
    for (const id of ids) await ann.socket.call("message.send", { conversationId, id, content: text(id) });
    expect(await headOf(bob, conversationId)).toMatchObject({ readSeq: 0, unread: 4 });
    expect(await headOf(ann, conversationId)).toMatchObject({ readSeq: 4, unread: 0 });
    await ann.socket.call("message.recall", { conversationId, id: ids[2] });
    expect((await headOf(bob, conversationId)).unread).toBe(3);
    const mark = (seq: number) => bob.socket.call("inbox.markRead", { conversationId, seq });
    expect(await mark(2)).toEqual({ readSeq: 2, unread: 1 });
    const told = { ev: "member.read", conversationId, userId: bob.user.user.id, readSeq: 2 };
    for (const socket of [ann.socket, bobsPhone, eve.socket]) {
      expect(
        await socket.push((push) => push.ev === "member.read" && push.conversationId === conversationId),
      ).toEqual(told);
    }
    expect(await mark(1)).toEqual({ readSeq: 2, unread: 1 });
    expect(await mark(99_999)).toEqual({ readSeq: 4, unread: 0 });
    expect(await mark(Number.MAX_SAFE_INTEGER)).toEqual({ readSeq: 4, unread: 0 });
    const { seq } = await send(bob, conversationId);
    expect(await headOf(bob, conversationId)).toMatchObject({ readSeq: seq, unread: 0 });
    bobsPhone.close();
  });

  test("[CONV-9] typing reaches the others alone, and is never stored", async () => {
    const conversationId = await newGroup();
    const annsPhone = await server.connect(ann.user);
    const { heads } = await readByBoth(server, ann, "sync.heads", {});
    expect(await ann.socket.call("signal.typing", { conversationId })).toEqual({});
    const told = { ev: "member.typing", conversationId, userId: ann.user.user.id };
    const isIt = (push: { ev: string; conversationId: number }) =>
      push.ev === "member.typing" && push.conversationId === conversationId;
    for (const { socket } of [bob, eve]) expect(await socket.push(isIt)).toEqual(told);
    expect((await readByBoth(server, ann, "sync.heads", {})).heads).toEqual(heads);
    await send(ann, conversationId, "barrier");
    await annsPhone.push((push) => push.ev === "message.sent" && push.conversationId === conversationId);
    expect(annsPhone.pushes.some(isIt)).toBe(false);
    const { events } = await readByBoth(server, bob, "sync.range", { conversationId, afterRev: 1 });
    expect(events.map(({ ev }: { ev: string }) => ev)).toEqual(["message.sent"]);
    annsPhone.close();
  });

  test("[CONV-10] [INV-05] strangers are never online; people one shares a conversation with are, and their going is told", async () => {
    const [watcher, friend, stranger] = [
      await newCaller(server, "watcher"),
      await newCaller(server, "friend"),
      await newCaller(server, "stranger"),
    ];
    await watcher.socket.call("conversation.openDirect", { userId: friend.user.user.id });
    const userIds = [friend, stranger, watcher].map(({ user }) => user.user.id).concat(999_999_999);
    const { online } = await readByBoth(server, watcher, "presence.watch", { userIds });
    expect(online).toEqual([friend.user.user.id]);
    stranger.socket.close();
    friend.socket.close();
    const told = await watcher.socket.push((push) => push.ev === "user.presence");
    expect(told).toEqual({ ev: "user.presence", userId: friend.user.user.id, online: false });
    expect(watcher.socket.pushes.some((push) => push.userId === stranger.user.user.id)).toBe(false);
  });

  test("[CONV-4] members come in pages by user id with their profiles", async () => {
    const conversationId = await newGroup();
    const all = await readByBoth(server, eve, "member.list", { conversationId });
    expect(all).toMatchObject({ hasMore: false });
    expect(all.members).toHaveLength(3);
    const first = await readByBoth(server, eve, "member.list", { conversationId, limit: 2 });
    expect(first).toMatchObject({ hasMore: true, members: all.members.slice(0, 2) });
    const afterUserId = first.members[1].userId;
    const second = await readByBoth(server, eve, "member.list", { conversationId, limit: 2, afterUserId });
    expect(second).toMatchObject({ hasMore: false, members: all.members.slice(2) });
    expect(second.users).toEqual([eve.user.user]);
  });
});
