import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const weekMs = 7 * 24 * 3_600_000;

describe("ways into groups", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const newcomer = () => newCaller(server, "newcomer");
  const guest = async (): Promise<Caller> => {
    const { body } = await server.post("guest.create", {});
    return { user: body, socket: await server.connect(body) };
  };
  const membersOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "member.list", { conversationId })).members.map(
      ({ userId }: { userId: number }) => userId,
    );
  const accept = (from: Caller, code: string) => from.socket.exchange("invite.accept", { code });
  const acceptRefused = async (from: Caller, code: string) =>
    (await refusedByBoth(server, from, "invite.accept", { code })).code;

  test("[GRP-20] an invitation lets people in, and its code is nowhere but in the answer", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const made = await owner.socket.call("invite.create", { conversationId });
    expect(made.code.length).toBeGreaterThanOrEqual(22);
    expect(made).toMatchObject({ path: `/g/${made.code}`, url: null });
    expect(made.svg).toStartWith("<svg");
    const { invite } = made;
    expect(invite).toMatchObject({ conversationId, createdBy: idOf(owner), usesLeft: 1, revokedAt: null });
    expect(invite.expiresAt - invite.createdAt).toBe(weekMs);
    expect(JSON.stringify(await server.rows("select * from group_invites"))).not.toContain(made.code);
    const listed = await readByBoth(server, owner, "invite.list", { conversationId });
    expect(listed).toEqual({ invites: [invite] });
    const [one, two] = [await newcomer(), await newcomer()];
    const { conversation } = await one.socket.call("invite.accept", { code: ` ${made.code} ` });
    expect(conversation).toMatchObject({ id: conversationId, memberCount: 3 });
    const told = await (members[0] as Caller).socket.push((push) => push.ev === "member.added");
    expect(told).toMatchObject({ actorId: idOf(one), members: [{ userId: idOf(one) }] });
    const unknown = await refusedByBoth(server, two, "invite.accept", { code: "unknown" });
    expect(await refusedByBoth(server, two, "invite.accept", { code: made.code })).toEqual(unknown);
    expect(unknown.code).toBe("not_found");
    expect((await readByBoth(server, owner, "invite.list", { conversationId })).invites).toEqual([]);
  });

  test("[GRP-20] [GRP-11] of ten people at once as many come in as the invitation is for, each once", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const { code } = await owner.socket.call("invite.create", { conversationId, uses: 4 });
    const people = await Promise.all(Array.from({ length: 10 }, newcomer));
    const answers = await Promise.all([...people, ...people].map((person) => accept(person, code)));
    const codes = answers.flatMap((answer) => ("error" in answer ? [answer.error.code] : []));
    expect(new Set(codes)).toEqual(new Set(["not_found"]));
    expect(await membersOf(owner, conversationId)).toHaveLength(5);
    const { events } = await readByBoth(server, owner, "sync.range", { conversationId, afterRev: 1 });
    expect(events).toHaveLength(4);
  });

  test("[GRP-20] [GRP-22] one that is over, taken back, or of somebody who may not invite lets nobody in", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [maker, other] = members as [Caller, Caller];
    const person = await newcomer();
    const make = (from: Caller, more: object = {}) =>
      from.socket.call("invite.create", { conversationId, ...more });
    const over = await make(maker);
    await server.runStatement(`update group_invites set expires_at = 1 where id = '${over.invite.id}'`);
    expect(await acceptRefused(person, over.code)).toBe("not_found");
    const back = await make(maker);
    const id = back.invite.id;
    expect((await refusedByBoth(server, other, "invite.revoke", { id })).code).toBe("not_found");
    expect((await refusedByBoth(server, person, "invite.revoke", { id })).code).toBe("not_found");
    expect((await readByBoth(server, other, "invite.list", { conversationId })).invites).toEqual([]);
    expect((await readByBoth(server, maker, "invite.list", { conversationId })).invites).toHaveLength(1);
    expect((await readByBoth(server, owner, "invite.list", { conversationId })).invites).toHaveLength(1);
    const { invite } = await owner.socket.call("invite.revoke", { id });
    expect(await maker.socket.call("invite.revoke", { id })).toEqual({ invite });
    expect(await acceptRefused(person, back.code)).toBe("not_found");

    const good = await make(maker, { uses: 5 });
    const invite2 = { conversationId, settings: { invite: "admins" } };
    await owner.socket.call("group.update", invite2);
    expect(await acceptRefused(person, good.code)).toBe("not_found");
    expect((await refusedByBoth(server, maker, "invite.create", { conversationId })).code).toBe("forbidden");
    const add = { conversationId, userIds: [idOf(person)] };
    expect((await refusedByBoth(server, maker, "member.add", add)).code).toBe("forbidden");
    await owner.socket.call("group.update", { conversationId, settings: { invite: "everyone" } });
    const shutOut = { conversationId, userId: idOf(maker) };
    await owner.socket.call("member.lock", { ...shutOut, isLocked: true });
    expect(await acceptRefused(person, good.code)).toBe("not_found");
    await owner.socket.call("member.lock", { ...shutOut, isLocked: false });
    const enable = (isEnabled: 0 | 1) =>
      server.runStatement(`update users set is_enabled = ${isEnabled} where id = ${idOf(maker)}`);
    await enable(0);
    expect(await acceptRefused(person, good.code)).toBe("not_found");
    await enable(1);
    await (await newcomer()).socket.call("invite.accept", { code: good.code });
    await owner.socket.call("member.remove", { conversationId, userId: idOf(maker) });
    expect(await acceptRefused(person, good.code)).toBe("not_found");
    const last = await make(owner, { uses: 5 });
    await owner.socket.call("group.dissolve", { conversationId });
    expect(await acceptRefused(person, last.code)).toBe("not_found");
    for (const expiresAt of [Date.now() - 1, Date.now() + 400 * 24 * 3_600_000]) {
      const { conversationId: living } = await newTestGroup(server, 0);
      expect((await refusedByBoth(server, owner, "invite.create", { conversationId: living })).code).toBe(
        "not_found",
      );
      const mine = (await owner.socket.call("group.create", { memberIds: [] })).conversation.id;
      const args = { conversationId: mine, expiresAt };
      expect((await refusedByBoth(server, owner, "invite.create", args)).code).toBe("invalid_arguments");
    }
  });

  test("[GRP-21] guests come in where they may, and members use nothing up", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const visitor = await guest();
    const { code } = await owner.socket.call("invite.create", { conversationId, uses: 1 });
    expect(await acceptRefused(visitor, code)).toBe("forbidden");
    await (members[0] as Caller).socket.call("invite.accept", { code });
    await owner.socket.call("group.update", { conversationId, settings: { guestsMayJoin: true } });
    await visitor.socket.call("invite.accept", { code });
    expect(await membersOf(owner, conversationId)).toContain(idOf(visitor));
    const open = { conversationId, settings: { join: "open", guestsMayJoin: false } };
    await owner.socket.call("group.update", open);
    const another = await guest();
    expect((await refusedByBoth(server, another, "group.join", { conversationId })).code).toBe("forbidden");
  });

  test("[GRP-23] [GRP-11] [INV-19] an open group is joined once by each, however often they click; a closed one is none", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const person = await newcomer();
    const nothing = await refusedByBoth(server, person, "group.join", { conversationId: 999_999_999 });
    expect(await refusedByBoth(server, person, "group.join", { conversationId })).toEqual(nothing);
    const { conversation: direct } = await owner.socket.call("conversation.openDirect", {
      userId: idOf(person),
    });
    const stranger = await newcomer();
    const toDirect = { conversationId: direct.id };
    expect(await refusedByBoth(server, stranger, "group.join", toDirect)).toEqual(nothing);
    await owner.socket.call("group.update", { conversationId, settings: { join: "open" } });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => person.socket.call("group.join", { conversationId })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(answers[0])]),
    );
    expect(answers[0]).toMatchObject({ status: "joined", conversation: { memberCount: 2 } });
    const { events } = await readByBoth(server, owner, "sync.range", { conversationId, afterRev: 2 });
    expect(events.map(({ ev }: { ev: string }) => ev)).toEqual(["member.added"]);
    await owner.socket.call("group.dissolve", { conversationId });
    expect(await refusedByBoth(server, stranger, "group.join", { conversationId })).toEqual(nothing);
  });

  test("[GRP-12] [SEC-04] without history who comes in sees only what came since, whatever they ask", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const id = Bun.randomUUIDv7();
    const secret = { conversationId, id, content: { type: "text", text: "an old secret" } };
    await owner.socket.call("message.send", secret);
    const rules = { showsHistory: false, join: "open" };
    await owner.socket.call("group.update", { conversationId, settings: rules });
    const person = await newcomer();
    await person.socket.call("group.join", { conversationId });
    const list = (more: object = {}) =>
      readByBoth(server, person, "message.list", { conversationId, ...more });
    expect((await list()).messages).toEqual([]);
    expect((await list({ afterSeq: 0 })).messages).toEqual([]);
    expect((await list({ beforeSeq: 2 })).messages).toEqual([]);
    const { events, lastRev } = await readByBoth(server, person, "sync.range", {
      ...{ conversationId, afterRev: 0 },
    });
    expect(events.map(({ rev }: { rev: number }) => rev)).toEqual([4]);
    expect(lastRev).toBe(4);
    const { heads } = await person.socket.call("inbox.list", {});
    expect(heads[0]).toMatchObject({ lastMessage: null, unread: 0, lastSeq: 1 });
    expect((await refusedByBoth(server, person, "message.recall", { conversationId, id })).code).toBe(
      "not_found",
    );
    await owner.socket.call("message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7() },
      content: { type: "text", text: "new" },
    });
    expect((await list()).messages.map(({ seq }: { seq: number }) => seq)).toEqual([2]);
    expect(person.socket.texts.join("")).not.toContain("an old secret");
  });

  test("[GRP-23] [GRP-24] where an admin decides, one request of each waits, and is answered once", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [plain] = members as [Caller];
    await owner.socket.call("group.update", { conversationId, settings: { join: "approval" } });
    const [one, two, three] = [await newcomer(), await newcomer(), await newcomer()];
    const ask = (from: Caller, message?: string) =>
      from.socket.call("group.join", { conversationId, ...(message === undefined ? {} : { message }) });
    for (const from of [one, two, three]) expect(await ask(from)).toEqual({ status: "requested" });
    await Promise.all([ask(one, "again"), ask(one, "again"), ask(one, "again")]);
    const list = (more: object = {}) =>
      readByBoth(server, owner, "group.requests.list", { conversationId, ...more });
    const waiting = await list();
    expect(waiting.requests.map(({ userId }: { userId: number }) => userId)).toEqual(
      [one, two, three].map(idOf),
    );
    expect(waiting.requests[0].message).toBe("again");
    expect(waiting.users).toHaveLength(3);
    expect(await list({ limit: 1, afterUserId: idOf(one) })).toMatchObject({
      ...{ hasMore: true, requests: [{ userId: idOf(two) }] },
    });
    const listArgs = { conversationId };
    expect((await refusedByBoth(server, plain, "group.requests.list", listArgs)).code).toBe("forbidden");
    expect((await refusedByBoth(server, one, "group.requests.list", listArgs)).code).toBe("not_found");
    expect((await refusedByBoth(server, one, "message.list", listArgs)).code).toBe("not_found");
    const answerOf = (userId: number, answer: string) =>
      owner.socket.exchange("group.requests.answer", { conversationId, userId, answer });
    const answers = await Promise.all(Array.from({ length: 5 }, () => answerOf(idOf(one), "accept")));
    expect(answers.filter((answer) => "ok" in answer)).toHaveLength(1);
    await answerOf(idOf(two), "refuse");
    // Comes in another way: then nobody waits any more.
    await owner.socket.call("member.add", { conversationId, userIds: [idOf(three)] });
    expect((await list()).requests).toEqual([]);
    expect(await membersOf(owner, conversationId)).toEqual([owner, plain, one, three].map(idOf));
  });

  test("[GRP-25] whom a member brings waits for the admins, where these decide and members add nobody", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [plain] = members as [Caller];
    const [asked, brought, blocker] = [await newcomer(), await newcomer(), await newcomer()];
    const userIds = [idOf(asked), idOf(brought), idOf(owner)];
    const bring = { conversationId, userIds };
    await owner.socket.call("group.update", { conversationId, settings: { invite: "admins" } });
    expect((await refusedByBoth(server, plain, "member.add", bring)).code).toBe("forbidden");
    await owner.socket.call("group.update", { conversationId, settings: { join: "approval" } });
    await asked.socket.call("group.join", { conversationId, message: "my own words" });
    await blocker.socket.call("contact.block", { userId: idOf(plain), isBlocked: true });
    const withBlocker = { conversationId, userIds: [...userIds, idOf(blocker)] };
    expect((await refusedByBoth(server, plain, "member.add", withBlocker)).code).toBe("not_accepted");
    const answered = await plain.socket.call("member.add", bring);
    expect(answered).toMatchObject({ addedIds: [], conversation: { id: conversationId, memberCount: 2 } });
    const { requests } = await readByBoth(server, owner, "group.requests.list", { conversationId });
    expect(requests).toMatchObject([
      { userId: idOf(asked), message: "my own words" },
      { userId: idOf(brought), message: null },
    ]);
    expect(await membersOf(owner, conversationId)).toEqual([owner, plain].map(idOf));
    for (const { userId } of requests) {
      await owner.socket.call("group.requests.answer", { conversationId, userId, answer: "accept" });
    }
    expect(await membersOf(owner, conversationId)).toEqual([owner, plain, asked, brought].map(idOf));
  });

  test("[GRP-25] [GRP-26] of many who are brought at once each admin is told one by one, with how many wait", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [admin, plain] = members as [Caller, Caller];
    const rules = { conversationId, settings: { invite: "admins", join: "approval" } };
    await owner.socket.call("group.update", rules);
    await owner.socket.call("member.setRole", { conversationId, userId: idOf(admin), role: "admin" });
    const people = [await newcomer(), await newcomer(), await newcomer(), await newcomer()];
    const [asked] = people as [Caller];
    await asked.socket.call("group.join", { conversationId, message: "my own words" });
    const userIds = people.map(idOf).toReversed();
    await plain.socket.call("member.add", { conversationId, userIds });
    await plain.socket.call("member.add", { conversationId, userIds });
    const { requests } = await readByBoth(server, owner, "group.requests.list", { conversationId });
    for (const caller of [owner, admin]) {
      await caller.socket.push((push) => push.ev === "group.requestChanged" && push.requestCount === 4);
      const told = caller.socket.pushes.filter((push) => push.ev === "group.requestChanged");
      const ofGroup = told.filter((push) => push.groupId === conversationId);
      expect(ofGroup.map((push) => [push.userId, push.requestCount])).toEqual([
        [idOf(asked), 1],
        ...userIds.slice(0, 3).map((userId, index) => [userId, index + 2]),
      ]);
      const byUser = ofGroup.map(({ request }) => request).toSorted((a, b) => a.userId - b.userId);
      expect(byUser).toEqual(requests);
      const revs = ofGroup.slice(1).map((push) => push.rev);
      expect(revs).toEqual(revs.map((_, index) => revs[0] + index));
    }
  });

  test("[GRP-26] [INV-14] requests are told those who decide, as the list then has them, and the answer who asked", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [admin, plain] = members as [Caller, Caller];
    await owner.socket.call("group.update", { conversationId, settings: { join: "approval" } });
    await owner.socket.call("member.setRole", { conversationId, userId: idOf(admin), role: "admin" });
    const [one, two, three] = [await newcomer(), await newcomer(), await newcomer()];
    const ask = (from: Caller, message: string) =>
      from.socket.call("group.join", { conversationId, message });
    const told = (to: Caller) =>
      to.socket.pushes.filter(
        (push) => push.ev === "group.requestChanged" && push.groupId === conversationId,
      );
    await ask(one, "let me in");
    for (let click = 0; click < 3; click += 1) await ask(one, "let me in");
    await ask(one, "please");
    for (const from of [two, three]) await ask(from, "hello");
    const answerTo = (to: Caller, answer: string) =>
      owner.socket.call("group.requests.answer", { conversationId, userId: idOf(to), answer });
    await answerTo(one, "accept");
    await answerTo(two, "refuse");
    for (const caller of [owner, admin]) {
      await caller.socket.push((push) => push.ev === "group.requestChanged" && push.answer === "refuse");
      const waiting = new Map();
      for (const { request, userId } of told(caller)) {
        if (request === null) waiting.delete(userId);
        else waiting.set(userId, request);
      }
      const { requests } = await caller.socket.call("group.requests.list", { conversationId });
      expect([...waiting.values()]).toEqual(requests);
      expect(told(caller).map((push) => push.requestCount)).toEqual([1, 1, 2, 3, 2, 1]);
      expect((await caller.socket.call("group.get", { conversationId })).requestCount).toBe(1);
    }
    for (const [caller, answer] of [
      [one, "accept"],
      [two, "refuse"],
    ] as const) {
      await caller.socket.push((push) => push.ev === "group.requestChanged");
      expect(told(caller)).toMatchObject([{ answer, actorId: 0, request: null, userId: idOf(caller) }]);
      expect(told(caller)[0]).not.toContainKey("requestCount");
    }
    await admin.socket.call("member.add", { conversationId, userIds: [idOf(three)] });
    await owner.socket.push((push) => push.ev === "group.requestChanged" && push.requestCount === 0);
    expect(told(plain)).toEqual([]);
    expect(await plain.socket.call("group.get", { conversationId })).not.toContainKey("requestCount");
  });

  test("[GRP-20] [GRP-23] only so many invitations hold and requests wait; who waits already may ask again", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const numbers = (count: number) =>
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
    const make = { conversationId };
    for (let count = 1; count < limits.groupInvitesMax; count += 1) {
      await owner.socket.call("invite.create", make);
    }
    const { invite } = await owner.socket.call("invite.create", make);
    expect((await refusedByBoth(server, owner, "invite.create", make)).code).toBe("limit_reached");
    await owner.socket.call("invite.revoke", { id: invite.id });
    await owner.socket.call("invite.create", make);

    await owner.socket.call("group.update", { conversationId, settings: { join: "approval" } });
    await server.runStatement(
      `${numbers(limits.joinRequestsPendingMax - 1)} insert into join_requests (conversation_id, user_id, created_at)
       select ${conversationId}, 1000000 + i, 1 from n`,
    );
    const [last, late] = [await newcomer(), await newcomer()];
    await last.socket.call("group.join", { conversationId });
    expect((await refusedByBoth(server, late, "group.join", { conversationId })).code).toBe("limit_reached");
    await last.socket.call("group.join", { conversationId, message: "still me" });
    const { requestCount } = await readByBoth(server, owner, "group.get", { conversationId });
    expect(requestCount).toBe(limits.joinRequestsPendingMax);
  });

  test("[GRP-10] [GRP-20] [GRP-24] what lets nobody into a full group is not used up, and the request goes on waiting", async () => {
    const { conversationId, owner } = await newTestGroup(server, 1);
    const settings = { membersMax: 2, join: "approval" };
    await owner.socket.call("group.update", { conversationId, settings });
    const { code, invite } = await owner.socket.call("invite.create", { conversationId });
    const asking = await newcomer();
    await asking.socket.call("group.join", { conversationId });
    expect(await acceptRefused(asking, code)).toBe("limit_reached");
    const answer = { conversationId, userId: idOf(asking), answer: "accept" };
    expect((await refusedByBoth(server, owner, "group.requests.answer", answer)).code).toBe("limit_reached");
    expect((await readByBoth(server, owner, "invite.list", { conversationId })).invites).toEqual([invite]);
    expect((await readByBoth(server, owner, "group.get", { conversationId })).requestCount).toBe(1);
    await owner.socket.call("group.update", { conversationId, settings: { membersMax: 3 } });
    await owner.socket.call("group.requests.answer", answer);
    expect(await membersOf(owner, conversationId)).toContain(idOf(asking));
  });

  test("[GRP-26] [ACC-42] who is deleted asks no more and their words are in no feed; who is disabled can be refused", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    await owner.socket.call("group.update", { conversationId, settings: { join: "approval" } });
    const [refused, gone, disabled] = [await newcomer(), await newcomer(), await newcomer()];
    for (const { socket } of [refused, gone, disabled]) {
      await socket.call("group.join", { conversationId, message: "what only the admins read" });
    }
    // They were contacts, so the feed of the one told of the other in other ways too.
    const { request } = await gone.socket.call("contact.request", { userId: idOf(owner) });
    await owner.socket.call("contact.answer", { requestId: request.id, answer: "accept" });
    const answer = { conversationId, userId: idOf(refused), answer: "refuse" };
    await owner.socket.call("group.requests.answer", answer);
    const deleted = { password: "correct horse" };
    for (const { user } of [gone, refused]) {
      expect((await server.post("account.delete", deleted, user.accessToken)).body).toEqual({});
    }
    const told = await owner.socket.push(
      (push) => push.ev === "group.requestChanged" && push.userId === idOf(gone) && push.request === null,
    );
    expect(told).toMatchObject({ groupId: conversationId, requestCount: 1 });
    const feed = { conversationId: told.conversationId, afterRev: 0 };
    await server.runStatement(`update users set is_enabled = 0 where id = ${idOf(disabled)}`);
    const answerTo = { conversationId, userId: idOf(disabled) };
    const accepted = { ...answerTo, answer: "accept" };
    expect((await refusedByBoth(server, owner, "group.requests.answer", accepted)).code).toBe("not_found");
    await owner.socket.call("group.requests.answer", { ...answerTo, answer: "refuse" });
    const { events } = await readByBoth(server, owner, "sync.range", feed);
    const asking = events.filter((event: { ev: string }) => event.ev === "group.requestChanged");
    expect(
      asking.map(({ userId, request: kept }: { userId: number; request: { message: unknown } | null }) => [
        userId,
        kept?.message,
      ]),
    ).toEqual([
      [idOf(refused), null],
      [idOf(gone), null],
      [idOf(disabled), "what only the admins read"],
      [idOf(refused), undefined],
      [idOf(gone), undefined],
      [idOf(disabled), undefined],
    ]);
  });
});
