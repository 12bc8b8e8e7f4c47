/** What becomes of groups and members besides the everyday: owners who are gone, groups that are gone, who is shut out. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup, say } from "./support/groups.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const password = "correct horse";

describe("groups and their people", () => {
  let server: TestServer;
  let boss: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    boss = await adminCaller(server);
  });
  afterAll(() => server.stop());

  const groupOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "group.get", { conversationId })).group;
  const membersOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "member.list", { conversationId })).members as {
      userId: number;
      role: string;
    }[];
  const rolesOf = async (caller: Caller, conversationId: number) =>
    Object.fromEntries((await membersOf(caller, conversationId)).map(({ userId, role }) => [userId, role]));

  test("[GRP-18] [GRP-7] the group of who deletes the account is the longest-serving admin's, and all are told", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 3);
    const [plain, first, second] = members as [Caller, Caller, Caller];
    // Of the admins the later user id has served longer.
    for (const [caller, joinedAt] of [
      [first, 5],
      [second, 4],
    ] as const) {
      const args = { conversationId, userId: idOf(caller), role: "admin" };
      await owner.socket.call("member.setRole", args);
      await server.runStatement(
        `update members set joined_at = ${joinedAt} where conversation_id = ${conversationId} and user_id = ${idOf(caller)}`,
      );
    }
    await owner.socket.call("account.delete", { password });
    const told = await plain.socket.push((push) => push.ev === "conversation.updated");
    expect(told).toMatchObject({ actorId: 0, conversation: { ownerId: idOf(second) } });
    expect(told.conversation.faces[0]).toBe(idOf(second));
    expect(await rolesOf(plain, conversationId)).toEqual({
      [idOf(owner)]: "member",
      [idOf(plain)]: "member",
      [idOf(first)]: "admin",
      [idOf(second)]: "owner",
    });
    await second.socket.call("group.update", { conversationId, name: "Ours" });
    const { events } = await readByBoth(server, plain, "sync.range", { conversationId, afterRev: 0 });
    expect((await groupOf(plain, conversationId)).conversation).toEqual(events.at(-1).conversation);
  });

  test("[GRP-18] without admins it is a member's, and with nobody but guests dissolved", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [later, longer] = members as [Caller, Caller];
    await server.runStatement(
      `update members set joined_at = 7 where conversation_id = ${conversationId} and user_id = ${idOf(longer)}`,
    );
    await boss.socket.call("admin.deleteUser", { userId: idOf(owner) });
    expect((await rolesOf(later, conversationId))[idOf(longer)]).toBe("owner");
    await later.socket.call("account.delete", { password });
    const guest = await newGuest(server);
    const alone = await newTestGroup(server, 0);
    const id = alone.conversationId;
    await alone.owner.socket.call("group.update", { conversationId: id, settings: { guestsMayJoin: true } });
    await alone.owner.socket.call("member.add", { conversationId: id, userIds: [guest.user.id] });
    await alone.owner.socket.call("account.delete", { password });
    const { body } = await server.post("group.get", { conversationId: id }, guest.accessToken);
    expect(body.group.conversation).toMatchObject({ status: "dissolved" });
  });

  test("[GRP-18] who owned dozens of groups leaves none without an owner, after a restart too", async () => {
    const [owner, heir] = [await newCaller(server, "many"), await newCaller(server, "heir")];
    for (let index = 0; index < 20; index += 1) {
      await owner.socket.call("group.create", { memberIds: [idOf(heir)] });
    }
    await owner.socket.call("account.delete", { password });
    await server.restart();
    const left = async () =>
      Number((await server.rows("select count(*) as n from ownerless_groups"))[0]?.n ?? 1);
    while ((await left()) > 0) await Bun.sleep(50);
    const owned = await server.rows(
      `select count(*) as n from conversations where kind = 'group' and owner_id = ${idOf(heir)}`,
    );
    expect(Number(owned[0]?.n)).toBe(20);
    boss = { user: boss.user, socket: await server.connect(boss.user) };
  });

  test("[CONV-2] [GRP-10] nobody who is deleted, disabled or unknown is put into a group, and it is said who", async () => {
    const [caller, deleted, disabled, there] = [
      await newCaller(server, "caller"),
      await newCaller(server, "deleted"),
      await newCaller(server, "disabled"),
      await newCaller(server, "there"),
    ];
    await deleted.socket.call("account.delete", { password });
    await boss.socket.call("admin.disableUser", { userId: idOf(disabled) });
    const { conversation } = await caller.socket.call("group.create", { memberIds: [] });
    const { conversation: direct } = await caller.socket.call("conversation.openDirect", {
      userId: idOf(there),
    });
    for (const userId of [idOf(deleted), idOf(disabled), 999_999_999]) {
      const ids = [idOf(there), userId];
      expect(await refusedByBoth(server, caller, "group.create", { memberIds: ids })).toMatchObject({
        ...{ code: "not_found", details: { path: "/memberIds", userId } },
      });
      const add = { conversationId: conversation.id, userIds: ids };
      expect(await refusedByBoth(server, caller, "member.add", add)).toMatchObject({
        ...{ code: "not_found", details: { userId } },
      });
      const fromDirect = { conversationId: direct.id, memberIds: [userId] };
      expect((await refusedByBoth(server, caller, "group.createFromDirect", fromDirect)).code).toBe(
        "not_found",
      );
    }
    await there.socket.call("contact.block", { userId: idOf(caller), isBlocked: true });
    expect(await refusedByBoth(server, caller, "group.create", { memberIds: [idOf(there)] })).toMatchObject({
      ...{ code: "not_accepted", details: { userId: idOf(there) } },
    });
    const { heads } = await readByBoth(server, caller, "inbox.list", {});
    expect(heads).toHaveLength(2);
  });

  test("[CONV-3] [GRP-17] a group without a name is named after its people, says so, and all of them are told", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [member] = members as [Caller];
    const nicknames = [owner, ...members].map(({ user }) => user.user.nickname);
    for (const { socket } of [owner, ...members]) {
      const [told] = socket.pushes.filter((push) => push.ev === "conversation.created");
      expect(told?.conversation).toMatchObject({
        name: nicknames.join("、").slice(0, 50),
        isAutoNamed: true,
      });
    }
    const { heads } = await readByBoth(server, member, "inbox.list", {});
    expect(heads[0].conversation.isAutoNamed).toBe(true);
    await owner.socket.call("group.update", { conversationId, description: "no name" });
    expect((await groupOf(member, conversationId)).conversation.isAutoNamed).toBe(true);
    await owner.socket.call("group.update", { conversationId, name: "A name" });
    expect((await groupOf(member, conversationId)).conversation.isAutoNamed).toBeUndefined();
  });

  test("[GRP-10] a group that wants few members takes no more, however many come at once", async () => {
    const { conversationId, owner } = await newTestGroup(server, 1);
    await owner.socket.call("group.update", { conversationId, settings: { membersMax: 4, join: "open" } });
    const comers = await Promise.all(Array.from({ length: 6 }, () => newCaller(server, "comer")));
    const answers = await Promise.all(
      comers.map(({ socket }) => socket.exchange("group.join", { conversationId })),
    );
    expect(answers.filter((answer) => "ok" in answer)).toHaveLength(2);
    const refusals = answers.flatMap((answer) => answer.error ?? []);
    expect(refusals).toHaveLength(4);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ code: "limit_reached", details: { groupMembersMax: 4 } });
    }
    expect(await membersOf(owner, conversationId)).toHaveLength(4);
  });

  test("[GRP-37] a direct conversation becomes a new group of both and others, and nothing said goes along", async () => {
    const [one, two, three] = [
      await newCaller(server, "one"),
      await newCaller(server, "two"),
      await newCaller(server, "three"),
    ];
    const { conversation: direct } = await one.socket.call("conversation.openDirect", { userId: idOf(two) });
    await say(one, direct.id, "between us");
    const { conversation } = await two.socket.call("group.createFromDirect", {
      ...{ conversationId: direct.id, memberIds: [idOf(three), idOf(one)], name: "Three" },
    });
    expect(conversation).toMatchObject({ kind: "group", name: "Three", ownerId: idOf(two), memberCount: 3 });
    await three.socket.push((push) => push.ev === "conversation.created");
    const { messages } = await readByBoth(server, three, "message.list", { conversationId: conversation.id });
    expect(messages).toEqual([]);
    expect(
      (await readByBoth(server, one, "message.list", { conversationId: direct.id })).messages,
    ).toHaveLength(1);
    const ofGroup = { conversationId: conversation.id, memberIds: [] };
    expect((await refusedByBoth(server, one, "group.createFromDirect", ofGroup)).code).toBe(
      "invalid_arguments",
    );
    const foreign = { conversationId: direct.id, memberIds: [] };
    expect((await refusedByBoth(server, three, "group.createFromDirect", foreign)).code).toBe("not_found");
  });

  test("[GRP-35] [INV-15] who is shut out reads what was, is told and finds nothing new, and then sees what they missed", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [victim, witness] = members as [Caller, Caller];
    await say(owner, conversationId, "before");
    const lock = (isLocked: boolean) =>
      owner.socket.call("member.lock", { conversationId, userId: idOf(victim), isLocked });
    expect((await lock(true)).member).toMatchObject({ userId: idOf(victim), status: "locked" });
    await lock(true);
    const last = await victim.socket.push((push) => push.ev === "member.changed");
    expect(last).toMatchObject({ member: { status: "locked" }, rev: 3 });
    const marker = "nothing for the victim";
    const sent = await say(owner, conversationId, marker);
    await witness.socket.push((push) => push.content?.text === marker);
    const { messages } = await readByBoth(server, victim, "message.list", { conversationId });
    expect(messages.map(({ content }: { content: { text: string } }) => content.text)).toEqual(["before"]);
    const range = await readByBoth(server, victim, "sync.range", { conversationId, afterRev: 0 });
    expect(range).toMatchObject({ lastRev: 3 });
    expect(range.events).toHaveLength(3);
    const { heads } = await readByBoth(server, victim, "inbox.list", {});
    expect(heads[0]).toMatchObject({
      status: "locked",
      lastRev: 3,
      lastSeq: 1,
      unread: 0,
      lastMessage: null,
    });
    const synced = await readByBoth(server, victim, "sync.heads", {});
    expect(synced.heads.find((head: { status: string }) => head.status === "locked")).toMatchObject({
      lastSeq: 1,
    });
    const found = await readByBoth(server, victim, "message.search", { query: "victim" });
    expect(JSON.stringify(found)).not.toContain(marker);
    const id = witness.socket.pushes.find((push) => push.content?.text === marker)?.id;
    for (const [operation, more] of [
      ["message.send", { id: Bun.randomUUIDv7(), content: { type: "text", text: "no" } }],
      ["group.get", {}],
      ["member.list", {}],
      ["group.leave", {}],
      ["invite.create", {}],
      ["member.setProfile", { nickname: "N" }],
      ["member.add", { userIds: [idOf(owner)] }],
    ] as const) {
      const { code } = await refusedByBoth(server, victim, operation, { conversationId, ...more });
      expect([operation, code]).toEqual([operation, "forbidden"]);
    }
    for (const operation of ["message.save", "message.context"]) {
      const { code } = await refusedByBoth(server, victim, operation, { conversationId, id });
      expect([operation, code]).toEqual([operation, "not_found"]);
    }
    await lock(false);
    const back = await victim.socket.push((push) => push.ev === "member.changed" && push.rev > sent.rev);
    expect(back.member).toMatchObject({ status: "active" });
    expect(victim.socket.texts.join("")).not.toContain(marker);
    const again = await readByBoth(server, victim, "message.list", { conversationId });
    expect(again.messages).toHaveLength(2);
    await say(victim, conversationId, "back");
    const fresh = (await readByBoth(server, victim, "inbox.list", {})).heads[0];
    expect(fresh).toMatchObject({ status: "active", lastSeq: 3, unread: 0 });
  });

  test("[GRP-32] in a broadcast only the owner and admins write, and everybody reads at once", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 5);
    await owner.socket.call("group.update", { conversationId, settings: { isBroadcast: true } });
    await say(owner, conversationId, "news");
    for (const member of members) {
      await member.socket.push((push) => push.content?.text === "news");
      const message = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "no" } };
      const refusal = await refusedByBoth(server, member, "message.send", message);
      expect(refusal).toMatchObject({ code: "forbidden", details: { rule: "broadcast" } });
      expect((await readByBoth(server, member, "message.list", { conversationId })).messages).toHaveLength(1);
    }
  });
});

test("[GRP-5] [INV-15] where dissolved groups are removed, that is the last anybody is told of one", async () => {
  const server = await startTestServer({ dissolvedGroups: "remove" });
  const { conversationId, owner, members } = await newTestGroup(server, 2);
  const [member] = members as [Caller];
  await say(member, conversationId, "soon gone");
  const { conversation } = await owner.socket.call("group.dissolve", { conversationId });
  expect(conversation).toMatchObject({ status: "dissolved", memberCount: 0 });
  for (const caller of [owner, ...members]) {
    const told = await caller.socket.push((push) => push.ev === "conversation.updated");
    expect(told).toMatchObject({ changes: { isGone: true }, conversation: { status: "dissolved" } });
    for (const operation of ["message.list", "group.get", "sync.range", "group.leave"]) {
      const args = operation === "sync.range" ? { conversationId, afterRev: 0 } : { conversationId };
      expect((await refusedByBoth(server, caller, operation, args)).code).toBe("not_found");
    }
    expect((await readByBoth(server, caller, "inbox.list", {})).heads).toEqual([]);
    const { heads } = await readByBoth(server, caller, "sync.heads", {});
    const left = heads.find(
      (head: { conversation: { id: number } }) => head.conversation.id === conversationId,
    );
    expect(left).toMatchObject({ status: "left", lastMessage: null, conversation: { name: null } });
  }
  await server.stop();
});
