import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const farAway = 4_000_000_000_000;

describe("groups", () => {
  let server: TestServer;
  let stranger: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    stranger = await newCaller(server, "stranger");
  });
  afterAll(() => server.stop());

  const groupOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "group.get", { conversationId })).group;
  const membersOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "member.list", { conversationId })).members;
  const sayRefused = (from: Caller, conversationId: number) =>
    refusedByBoth(server, from, "message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7() },
      content: { type: "text", text: "no" },
    });

  test("[GRP-2] [GRP-4] [INV-14] a group changes by who may, and all are told what it is then", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [member, other] = members as [Caller, Caller];
    const before = await groupOf(member, conversationId);
    expect(before).toMatchObject({
      ...{ description: null, announcement: null, conversation: { id: conversationId } },
      settings: {
        ...{ join: "closed", guestsMayJoin: false, invite: "everyone", edit: "admins", mentionAll: "admins" },
        ...{ pin: "admins", showsHistory: true, hidesMembers: false, slowModeMs: 0 },
        ...{ isBroadcast: false, isMutedAll: false },
      },
    });
    const change = { conversationId, name: " Ours ", announcement: "read this", avatar: "/a.png" };
    expect((await refusedByBoth(server, member, "group.update", change)).code).toBe("forbidden");
    expect((await refusedByBoth(server, stranger, "group.update", change)).code).toBe("not_found");
    expect(await groupOf(member, conversationId)).toEqual(before);

    const { group } = await owner.socket.call("group.update", change);
    expect(group).toMatchObject({
      conversation: { name: "Ours", avatar: "/a.png" },
      announcement: "read this",
    });
    expect(group.conversation.faces).toBeUndefined();
    const told = await member.socket.push((push) => push.ev === "conversation.updated");
    expect(told).toMatchObject({
      ...{ actorId: idOf(owner), rev: 2, conversation: group.conversation },
      changes: { announcement: "read this" },
    });
    await owner.socket.call("group.update", { conversationId, settings: { edit: "everyone", unknown: 1 } });
    await member.socket.call("group.update", { conversationId, description: "of us", announcement: null });
    const rules = { conversationId, settings: { edit: "admins" } };
    expect((await refusedByBoth(server, member, "group.update", rules)).code).toBe("forbidden");
    const last = await other.socket.push((push) => push.rev === 4);
    expect(last.changes).toEqual({ description: "of us", announcement: null });
    const fresh = await groupOf(other, conversationId);
    expect(fresh).toEqual({
      ...before,
      conversation: last.conversation,
      description: "of us",
      settings: { ...before.settings, edit: "everyone" },
    });
    const { heads } = await other.socket.call("inbox.list", {});
    expect(heads[0].conversation).toEqual(last.conversation);
  });

  test("[GRP-8] [GRP-1] the owner makes admins, who act on members alone", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 3);
    const [admin, second, plain] = members as [Caller, Caller, Caller];
    const setRole = (from: Caller, whose: Caller, role = "admin") => [
      from,
      "member.setRole",
      { conversationId, userId: idOf(whose), role },
    ];
    const refused = async (call: ReturnType<typeof setRole>) =>
      (await refusedByBoth(server, call[0] as Caller, call[1] as string, call[2])).code;
    expect(await refused(setRole(admin, plain))).toBe("forbidden");
    for (const whose of [admin, second]) {
      const { member } = await owner.socket.call("member.setRole", {
        ...{ conversationId, userId: idOf(whose), role: "admin" },
      });
      expect(member).toMatchObject({ userId: idOf(whose), role: "admin" });
      const told = await plain.socket.push(
        (push) => push.ev === "member.changed" && push.member.userId === idOf(whose),
      );
      expect(told).toMatchObject({ actorId: idOf(owner), member });
    }
    expect(await refused(setRole(admin, plain))).toBe("forbidden");
    expect(await refused(setRole(owner, owner, "member"))).toBe("forbidden");
    expect(await refused(setRole(owner, stranger))).toBe("not_found");
    for (const whose of [owner, second]) {
      const args = { conversationId, userId: idOf(whose) };
      expect((await refusedByBoth(server, admin, "member.remove", args)).code).toBe("forbidden");
      const mute = { ...args, until: farAway };
      expect((await refusedByBoth(server, admin, "member.mute", mute)).code).toBe("forbidden");
    }
    await admin.socket.call("member.remove", { conversationId, userId: idOf(plain) });
    expect((await membersOf(owner, conversationId)).map(({ role }: { role: string }) => role)).toEqual([
      "owner",
      "admin",
      "admin",
    ]);
  });

  test("[GRP-7] handed over by both at once, to each other and on, a group has one owner", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [one, two] = members as [Caller, Caller];
    const to = (from: Caller, whom: Caller) =>
      from.socket.exchange("group.transfer", { conversationId, userId: idOf(whom) });
    const answers = await Promise.all([to(owner, one), to(owner, two), to(one, two), to(owner, one)]);
    expect(answers.filter((answer) => "ok" in answer).length).toBeGreaterThan(0);
    const list = await membersOf(two, conversationId);
    const owners = list.filter(({ role }: { role: string }) => role === "owner");
    expect(owners).toHaveLength(1);
    const { conversation } = await groupOf(one, conversationId);
    expect(conversation.ownerId).toBe(owners[0].userId);
    expect(conversation.faces[0]).toBe(conversation.ownerId);
    const guest = (await server.post("guest.create", {})).body;
    const boss = [owner, one, two].find((caller) => idOf(caller) === conversation.ownerId) as Caller;
    await boss.socket.call("group.update", { conversationId, settings: { guestsMayJoin: true } });
    await boss.socket.call("member.add", { conversationId, userIds: [guest.user.id] });
    const toGuest = { conversationId, userId: guest.user.id };
    expect((await refusedByBoth(server, boss, "group.transfer", toGuest)).code).toBe("forbidden");
    const asAdmin = { ...toGuest, role: "admin" };
    expect((await refusedByBoth(server, boss, "member.setRole", asAdmin)).code).toBe("forbidden");
  });

  test("[GRP-5] [GRP-30] a dissolved group is read, left, and otherwise as it is for ever", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [member, other] = members as [Caller, Caller];
    await say(member, conversationId, "kept");
    expect((await refusedByBoth(server, member, "group.dissolve", { conversationId })).code).toBe(
      "forbidden",
    );
    const { conversation } = await owner.socket.call("group.dissolve", { conversationId });
    expect(conversation.status).toBe("dissolved");
    for (const from of [owner, member]) {
      expect(await sayRefused(from, conversationId)).toMatchObject({
        ...{ code: "forbidden", details: { rule: "dissolved" } },
      });
    }
    for (const [operation, more] of [
      ["group.update", { name: "Again" }],
      ["group.lock", { isLocked: false }],
      ["group.muteAll", { isMuted: true }],
      ["group.transfer", { userId: idOf(member) }],
      ["group.dissolve", {}],
      ["member.add", { userIds: [idOf(stranger)] }],
      ["member.remove", { userId: idOf(member) }],
      ["member.setRole", { userId: idOf(member), role: "admin" }],
      ["member.mute", { userId: idOf(member), until: farAway }],
      ["member.setProfile", { nickname: "N" }],
    ] as const) {
      const args = { conversationId, ...more };
      expect((await refusedByBoth(server, owner, operation, args)).code).toBe("forbidden");
    }
    const { messages } = await readByBoth(server, other, "message.list", { conversationId });
    expect(messages).toHaveLength(1);
    const { heads } = await other.socket.call("inbox.list", {});
    expect(heads[0].conversation).toEqual(conversation);
    for (const caller of [other, owner]) await caller.socket.call("group.leave", { conversationId });
    expect((await owner.socket.call("inbox.list", {})).heads).toEqual([]);
  });

  test("[GRP-5] [MSG-20] [MSG-22] nothing that was said in a dissolved group changes, by its author neither", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    const send = async (content: object) => {
      const id = Bun.randomUUIDv7();
      await member.socket.call("message.send", { conversationId, id, content });
      return { conversationId, id };
    };
    const [kept, taken] = [
      await send({ type: "text", text: "kept" }),
      await send({ type: "text", text: "x" }),
    ];
    const poll = await send({ type: "poll", question: "Tea?", options: ["yes", "no"] });
    const first = await member.socket.call("message.recall", taken);
    await owner.socket.call("group.dissolve", { conversationId });
    const range = { conversationId, afterRev: 0 };
    const { events } = await member.socket.call("sync.range", range);
    for (const [caller, operation, args] of [
      [member, "message.recall", kept],
      [owner, "message.recall", kept],
      [member, "message.edit", { ...kept, content: { type: "text", text: "other" } }],
      [member, "message.react", { ...kept, emojis: ["👍"] }],
      [owner, "message.pin", kept],
      [member, "message.dismissPreview", kept],
      [member, "poll.vote", { ...poll, choice: [0] }],
      [member, "poll.close", poll],
    ] as const) {
      const error = await refusedByBoth(server, caller, operation, args);
      expect([operation, error.code, error.details]).toEqual([operation, "forbidden", { rule: "dissolved" }]);
    }
    expect(await member.socket.call("message.recall", taken)).toEqual(first);
    for (const [operation, args] of [
      ["inbox.markRead", { conversationId, seq: 2 }],
      ["message.save", kept],
      ["message.hide", { conversationId, ids: [kept.id] }],
      ["inbox.clear", { conversationId }],
    ] as const) {
      await member.socket.call(operation, args);
    }
    expect((await owner.socket.call("sync.range", range)).events).toEqual(events);
  });

  test("[GRP-30] [GRP-34] locked, nobody writes, but a repetition is answered; opened, they do", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    const once = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "once" } };
    const sent = await member.socket.call("message.send", once);
    const lock = (isLocked: boolean) => owner.socket.call("group.lock", { conversationId, isLocked });
    expect((await lock(true)).conversation.status).toBe("locked");
    await lock(true);
    for (const from of [owner, member]) {
      expect(await sayRefused(from, conversationId)).toMatchObject({ details: { rule: "locked" } });
    }
    expect(await member.socket.call("message.send", once)).toEqual(sent);
    expect((await lock(false)).conversation.status).toBeUndefined();
    expect((await say(member, conversationId)).seq).toBe(2);
    const { events } = await readByBoth(server, owner, "sync.range", { conversationId, afterRev: 1 });
    expect(events.map(({ ev }: { ev: string }) => ev)).toEqual([
      "message.sent",
      "conversation.updated",
      "conversation.updated",
      "message.sent",
    ]);
  });

  test("[GRP-31] [GRP-15] a muted member writes nothing until then, not by coming in again either", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    const mute = (until: number | null) =>
      owner.socket.call("member.mute", { conversationId, userId: idOf(member), until });
    expect((await mute(farAway)).member).toMatchObject({ mutedUntil: farAway });
    expect(await sayRefused(member, conversationId)).toMatchObject({ details: { rule: "muted" } });
    await member.socket.call("group.leave", { conversationId });
    await owner.socket.call("member.add", { conversationId, userIds: [idOf(member)] });
    expect(await sayRefused(member, conversationId)).toMatchObject({ details: { rule: "muted" } });
    expect((await mute(null)).member.mutedUntil).toBeUndefined();
    await say(member, conversationId);
    await mute(farAway);
    await server.runStatement(
      `update members set muted_until = 5 where conversation_id = ${conversationId} and user_id = ${idOf(member)}`,
    );
    await say(member, conversationId);
  });

  test("[GRP-32] where all are muted, and in a broadcast, the owner and admins write", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [admin, member] = members as [Caller, Caller];
    await owner.socket.call("member.setRole", { conversationId, userId: idOf(admin), role: "admin" });
    const everyone = { conversationId, isMuted: true };
    expect((await refusedByBoth(server, member, "group.muteAll", everyone)).code).toBe("forbidden");
    expect((await admin.socket.call("group.muteAll", everyone)).group.settings.isMutedAll).toBe(true);
    expect(await sayRefused(member, conversationId)).toMatchObject({ details: { rule: "mutedAll" } });
    await say(admin, conversationId);
    await owner.socket.call("group.muteAll", { conversationId, isMuted: false });
    await say(member, conversationId);
    await owner.socket.call("group.update", { conversationId, settings: { isBroadcast: true } });
    expect(await sayRefused(member, conversationId)).toMatchObject({ details: { rule: "broadcast" } });
    await say(owner, conversationId);
  });

  test("[GRP-33] of twenty messages at once slow mode takes one, and says how long to wait", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    await owner.socket.call("group.update", { conversationId, settings: { slowModeMs: 60_000 } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        member.socket.exchange("message.send", {
          ...{ conversationId, id: Bun.randomUUIDv7() },
          content: { type: "text", text: "fast" },
        }),
      ),
    );
    expect(answers.filter((answer) => "ok" in answer)).toHaveLength(1);
    const refusal = answers.find((answer) => "error" in answer)?.error;
    expect(refusal).toMatchObject({ code: "rate_limited", details: { rule: "slowMode" } });
    expect(refusal.retryAfterMs).toBeWithin(1, 60_001);
    await say(owner, conversationId);
    await say(owner, conversationId);
  });

  test("[GRP-9] [GRP-6] own names in a group are shown; where members are hidden nobody is told of the plain ones", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [member, other] = members as [Caller, Caller];
    const profile = { conversationId, nickname: " Captain ", avatar: "/c.png" };
    const { member: named } = await member.socket.call("member.setProfile", profile);
    expect(named).toMatchObject({ userId: idOf(member), nickname: "Captain", avatar: "/c.png" });
    const told = await other.socket.push((push) => push.ev === "member.changed");
    expect(told.member).toEqual(named);
    expect(await membersOf(other, conversationId)).toContainEqual(named);
    await member.socket.call("member.setProfile", { conversationId, nickname: null });

    const hidden = { conversationId, settings: { hidesMembers: true } };
    const { group } = await owner.socket.call("group.update", hidden);
    expect(group.conversation.faces).toBeUndefined();
    const marker = "a marker nobody else sees";
    await member.socket.call("member.setProfile", { conversationId, nickname: marker });
    const newcomer = await newCaller(server, "new");
    await member.socket.call("member.add", { conversationId, userIds: [idOf(newcomer)] });
    const added = await other.socket.push((push) => push.ev === "member.added");
    expect(added).toMatchObject({ actorId: 0, members: [] });
    await say(owner, conversationId, "barrier");
    await other.socket.push((push) => push.content?.text === "barrier");
    expect(other.socket.texts.join("")).not.toContain(marker);
    await newcomer.socket.push((push) => push.ev === "member.added");
  });
});
