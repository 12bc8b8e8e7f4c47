import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Contact, type ContactRequest, limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { setContactSettings } from "./support/contact-settings.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const idOf = (caller: Caller) => caller.user.user.id;

describe("contacts", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const newPair = async (): Promise<[Caller, Caller]> => [
    await newCaller(server, "ann"),
    await newCaller(server, "bob"),
  ];
  const request = (from: Caller, to: Caller, more: object = {}) =>
    from.socket.call("contact.request", { userId: idOf(to), ...more });
  const answer = (from: Caller, requestId: number, given: string, more: object = {}) =>
    from.socket.call("contact.answer", { requestId, answer: given, ...more });
  const contactOf = async (owner: Caller, other: Caller): Promise<Contact> =>
    (await readByBoth(server, owner, "contact.get", { userId: idOf(other) })).contact;
  const requestsOf = (owner: Caller, direction: string) =>
    readByBoth(server, owner, "contact.requests.list", { direction });

  async function newContacts(): Promise<[Caller, Caller, number]> {
    const [ann, bob] = await newPair();
    const asked = await request(ann, bob);
    const { conversationId } = await answer(bob, asked.request.id, "accept");
    return [ann, bob, conversationId];
  }

  /** The messages of a conversation, as a member reads them. */
  const messagesOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "message.list", { conversationId })).messages;

  test("[CONT-1] nobody asks themselves, and nobody asks who is not there", async () => {
    const [ann, bob] = await newPair();
    expect(await refusedByBoth(server, ann, "contact.request", { userId: idOf(ann) })).toMatchObject({
      code: "invalid_arguments",
      details: { path: "/userId" },
    });
    const unknown = await refusedByBoth(server, ann, "contact.request", { userId: 999_999_999 });
    expect(unknown.code).toBe("not_found");
    await server.runStatement(`update users set is_enabled = 0 where id = ${idOf(bob)}`);
    expect(await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) })).toEqual(unknown);
  });

  test("[CONT-2] [CONT-4] [CONT-8] a request waits, is listed on both sides, and may be made again once refused", async () => {
    const [ann, bob] = await newPair();
    const eve = await newCaller(server, "eve");
    const made = await request(ann, bob, { message: "It is me", remark: "Bobby" });
    expect(made).toMatchObject({ contact: null, conversationId: null });
    expect(made.request).toMatchObject({
      fromId: idOf(ann),
      toId: idOf(bob),
      message: "It is me",
      status: "pending",
    });
    expect((await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) })).code).toBe(
      "conflict",
    );
    const listed = { requests: [made.request], users: [ann.user.user], pendingCount: 1, hasMore: false };
    expect(await requestsOf(bob, "incoming")).toEqual(listed);
    expect(await requestsOf(ann, "outgoing")).toEqual({ ...listed, users: [bob.user.user], pendingCount: 0 });

    const args = { requestId: made.request.id, answer: "accept" };
    expect((await refusedByBoth(server, ann, "contact.answer", args)).code).toBe("not_found");
    expect((await refusedByBoth(server, eve, "contact.answer", args)).code).toBe("not_found");
    const refused = await answer(bob, made.request.id, "refuse");
    expect(refused).toMatchObject({ request: { status: "refused" }, contact: null, conversationId: null });
    expect(await answer(bob, made.request.id, "refuse")).toEqual(refused);
    expect((await refusedByBoth(server, bob, "contact.answer", args)).code).toBe("conflict");
    expect((await requestsOf(ann, "outgoing")).requests).toEqual([refused.request]);

    const again = await request(ann, bob);
    await answer(bob, again.request.id, "accept");
    expect((await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) })).code).toBe(
      "conflict",
    );
    const page = await readByBoth(server, bob, "contact.requests.list", { limit: 1 });
    expect(page).toMatchObject({ requests: [{ id: again.request.id }], pendingCount: 0, hasMore: true });
    const rest = await readByBoth(server, bob, "contact.requests.list", {
      limit: 1,
      before: again.request.id,
    });
    expect(rest).toMatchObject({ requests: [{ id: made.request.id }], hasMore: false });
  });

  test("[CONT-5] [INV-19] [INV-20] accepting makes both contacts, with a conversation, a notice and events", async () => {
    const [ann, bob] = await newPair();
    const made = await request(ann, bob, { remark: " Bobby " });
    const accepted = await answer(bob, made.request.id, "accept", { remark: "张三" });
    const { conversationId } = accepted;
    expect(accepted.request.status).toBe("accepted");
    const notice = { type: "notice", notice: "contacts_made", text: "You are now contacts." };
    const forged = { conversationId, id: Bun.randomUUIDv7(), content: notice };
    expect((await refusedByBoth(server, ann, "message.send", forged)).code).toBe("invalid_arguments");
    expect(await answer(bob, made.request.id, "accept")).toEqual(accepted);
    const ofAnn = await contactOf(ann, bob);
    const ofBob = await contactOf(bob, ann);
    expect(ofAnn).toMatchObject({ userId: idOf(bob), isContact: true, remark: "Bobby", sortKey: "Bbobby" });
    expect(ofBob).toMatchObject({
      userId: idOf(ann),
      isContact: true,
      remark: "张三",
      sortKey: "Zzhang san",
    });
    expect(accepted.contact).toEqual(ofBob);
    for (const [owner, contact] of [
      [ann, ofAnn],
      [bob, ofBob],
    ] as const) {
      const changed = await owner.socket.push(({ ev }) => ev === "contact.changed");
      expect(changed).toMatchObject({ actorId: idOf(bob), contact });
      await owner.socket.push(
        (push) => push.ev === "contact.requestChanged" && push.request.status === "accepted",
      );
      const notices = await messagesOf(owner, conversationId);
      expect(notices).toMatchObject([
        { seq: 1, senderId: 0, content: { type: "notice", notice: "contacts_made" } },
      ]);
      const opened = await owner.socket.push(
        (push) => push.ev === "conversation.created" && push.conversationId === conversationId,
      );
      expect(opened.conversation.kind).toBe("direct");
      await owner.socket.push((push) => push.ev === "message.sent" && push.senderId === 0);
      expect(owner.socket.pushes.filter(({ ev }) => ev === "message.sent")).toHaveLength(1);
    }
  });

  test("[CONT-6] [CONT-4] who asked is not told that a request was ignored, and it can be accepted later", async () => {
    const [ann, bob] = await newPair();
    const made = await request(ann, bob);
    const before = await requestsOf(ann, "outgoing");
    expect((await answer(bob, made.request.id, "ignore")).request.status).toBe("ignored");
    expect(await requestsOf(ann, "outgoing")).toEqual(before);
    expect((await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) })).code).toBe(
      "conflict",
    );
    expect(await requestsOf(bob, "incoming")).toMatchObject({
      pendingCount: 0,
      requests: [{ status: "ignored" }],
    });
    await answer(bob, made.request.id, "accept");
    await ann.socket.push(
      (push) => push.ev === "contact.requestChanged" && push.request.status === "accepted",
    );
    const told = ann.socket.pushes.filter(({ ev }) => ev === "contact.requestChanged");
    expect(told.map((push) => push.request.status)).toEqual(["pending", "accepted"]);
  });

  test("[CONT-3] a request is decided by how the other lets itself be added", async () => {
    const [ann, bob] = await newPair();
    await setContactSettings(server, idOf(bob), { addBy: "nobody" });
    const refusal = await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) });
    expect(refusal).toEqual({ code: "not_accepted", message: expect.any(String) });
    await setContactSettings(server, idOf(bob), { addBy: "question", question: "Sky?", answer: "Blue" });
    const asked = await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) });
    expect(asked).toMatchObject({ code: "not_accepted", details: { question: "Sky?" } });
    const wrong = await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob), answer: "red" });
    expect(wrong).toEqual(asked);
    expect((await requestsOf(bob, "incoming")).requests).toEqual([]);
    const made = await request(ann, bob, { answer: "BLUE " });
    expect(made).toMatchObject({ request: { status: "accepted" }, contact: { isContact: true } });
    expect((await contactOf(bob, ann)).isContact).toBe(true);

    const [cleo, dan] = await newPair();
    await setContactSettings(server, idOf(dan), { addBy: "anyone" });
    expect((await request(cleo, dan)).contact.isContact).toBe(true);
  });

  test("[CONT-9] [CONT-15] contacts, requests and following end at their limits, and what is one too many changes nothing", async () => {
    const [ann, bob] = await newPair();
    const eve = await newCaller(server, "eve");
    const numbers = (count: number) =>
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
    await server.runStatement(
      `${numbers(limits.contactsMax - 1)} insert into contacts (user_id, contact_id, is_contact, since)
       select ${idOf(ann)}, 1000000 + i, 1, 1 from n`,
    );
    await ann.socket.call("contact.setRemark", { userId: idOf(bob), remark: "last" });
    await ann.socket.call("contact.setRemark", { userId: idOf(bob), remark: "still" });
    const args = { userId: idOf(eve), isBlocked: true };
    const full = await refusedByBoth(server, ann, "contact.block", args);
    expect(full).toMatchObject({ code: "limit_reached", details: { contactsMax: limits.contactsMax } });
    const asked = await request(eve, ann);
    const accept = { requestId: asked.request.id, answer: "accept" };
    expect((await refusedByBoth(server, ann, "contact.answer", accept)).code).toBe("limit_reached");
    expect((await requestsOf(ann, "incoming")).requests).toEqual([asked.request]);
    expect((await contactOf(eve, ann)).isContact).toBe(false);

    await server.runStatement(
      `${numbers(limits.contactRequestsPendingMax - 1)}
       insert into contact_requests (from_id, to_id, status, created_at)
       select ${idOf(bob)}, 1000000 + i, 'pending', 1 from n`,
    );
    await request(bob, eve);
    const tooMany = await refusedByBoth(server, bob, "contact.request", { userId: idOf(ann) });
    expect(tooMany).toMatchObject({ code: "limit_reached", details: { contactRequestsPendingMax: 500 } });

    await server.runStatement(
      `update users set following_count = ${limits.followingMax - 1} where id = ${idOf(ann)}`,
    );
    await ann.socket.call("user.follow", { userId: idOf(bob) });
    await ann.socket.call("user.follow", { userId: idOf(bob) });
    expect((await refusedByBoth(server, ann, "user.follow", { userId: idOf(eve) })).code).toBe(
      "limit_reached",
    );
    expect((await readByBoth(server, eve, "user.followers", {})).count).toBe(0);
  });

  test("[CONT-10] removing ends it for both and keeps a block", async () => {
    const [ann, bob] = await newContacts();
    await ann.socket.call("contact.star", { userId: idOf(bob) });
    await ann.socket.call("contact.setTags", { userId: idOf(bob), tags: ["work"] });
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    await ann.socket.call("contact.remove", { userId: idOf(bob) });
    const nothing = {
      isContact: false,
      isStarred: false,
      isBlocked: false,
      isFollowed: false,
      canSeeMe: true,
      iSee: true,
      remark: null,
      tags: [],
      since: null,
    };
    expect(await contactOf(ann, bob)).toMatchObject(nothing);
    expect(await contactOf(bob, ann)).toMatchObject({ ...nothing, isBlocked: true });
    expect(await readByBoth(server, ann, "contact.list", {})).toEqual({
      contacts: [],
      users: [],
      next: null,
    });
    const repeated = await ann.socket.call("contact.remove", { userId: idOf(bob) });
    expect(repeated.contact).toMatchObject(nothing);
  });

  test("[CONT-11] [CONT-20] contacts are listed by initial and name, in pages", async () => {
    const owner = await newCaller(server, "owner");
    await setContactSettings(server, idOf(owner), { addBy: "anyone" });
    const names = ["张三", "alice", "123", "曾国藩", "Bob", "阿明", "Борис"];
    for (const name of names) {
      const other = await newCaller(server, "other");
      await request(other, owner);
      await owner.socket.call("contact.setRemark", { userId: idOf(other), remark: name });
    }
    const sorted = ["阿明", "alice", "Bob", "曾国藩", "张三", "123", "Борис"];
    const whole = await readByBoth(server, owner, "contact.list", {});
    expect(whole.contacts.map(({ remark }: Contact) => remark)).toEqual(sorted);
    expect(whole.users).toHaveLength(names.length);
    const paged: (string | null)[] = [];
    for (let after: string | undefined = undefined as string | undefined; ; ) {
      const page = await readByBoth(server, owner, "contact.list", {
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      paged.push(...page.contacts.map(({ remark }: Contact) => remark));
      if (page.next === null) break;
      after = page.next;
    }
    expect(paged).toEqual(sorted);
    for (const after of ["", "no place", "-1 a"]) {
      expect(await refusedByBoth(server, owner, "contact.list", { after })).toMatchObject({
        code: "invalid_arguments",
        details: { path: "/after" },
      });
    }
    const blocked = whole.contacts[3];
    await owner.socket.call("contact.block", { userId: blocked.userId, isBlocked: true });
    const list = await readByBoth(server, owner, "contact.list", { of: "blocked" });
    expect(list.contacts).toEqual([{ ...blocked, isBlocked: true }]);
    const stranger = await newCaller(server, "stranger");
    await owner.socket.call("contact.setRemark", { userId: idOf(stranger), remark: "Zz" });
    const all = await readByBoth(server, owner, "contact.list", { of: "all" });
    expect(all.contacts).toHaveLength(names.length + 1);
    expect(all.contacts.find(({ userId }: Contact) => userId === idOf(stranger))).toMatchObject({
      isContact: false,
      remark: "Zz",
    });
  });

  test("[CONT-20] a contact without a remark is sorted by nickname", async () => {
    const owner = await newCaller(server, "owner");
    const username = `zoe_${Bun.randomUUIDv7().slice(-12)}`;
    const args = { username, password: "correct horse", nickname: "李白" };
    const { body: user } = await server.post("account.register", args);
    const other = { user, socket: await server.connect(user) };
    expect((await contactOf(owner, other)).sortKey).toBe("Lli bai");
    await owner.socket.call("contact.setRemark", { userId: user.user.id, remark: "Poet" });
    expect((await contactOf(owner, other)).sortKey).toBe("Ppoet");
  });

  test("[CONT-12] [CONT-13] what is kept about strangers and contacts", async () => {
    const [ann, bob] = await newPair();
    const userId = idOf(bob);
    const stranger = await contactOf(ann, bob);
    expect(stranger).toMatchObject({ userId, isContact: false, remark: null, since: null });
    for (const [operation, args] of [
      ["contact.star", { isStarred: true }],
      ["contact.setTags", { tags: ["x"] }],
      ["contact.setVisibility", { canSeeMe: false }],
    ] as const) {
      expect((await refusedByBoth(server, ann, operation, { userId, ...args })).code).toBe("not_found");
    }
    await ann.socket.call("contact.setRemark", { userId, remark: "Shop" });
    expect((await contactOf(ann, bob)).remark).toBe("Shop");
    await ann.socket.call("contact.setRemark", { userId, remark: null });
    expect(await contactOf(ann, bob)).toEqual(stranger);
    const unknown = { userId: 999_999_999 };
    expect((await refusedByBoth(server, ann, "contact.get", unknown)).code).toBe("not_found");
    expect(await readByBoth(server, ann, "contact.isContact", unknown)).toEqual({ isContact: false });
    expect((await refusedByBoth(server, ann, "contact.setRemark", { ...unknown, remark: "x" })).code).toBe(
      "not_found",
    );

    const [cleo, dan] = await newContacts();
    await cleo.socket.call("contact.setTags", { userId: idOf(dan), tags: ["a", "b", "a "] });
    await cleo.socket.call("contact.setVisibility", { userId: idOf(dan), canSeeMe: false });
    const { contact } = await cleo.socket.call("contact.star", { userId: idOf(dan), isStarred: true });
    expect(contact).toMatchObject({ isStarred: true, tags: ["a", "b"], canSeeMe: false, iSee: true });
    expect(await contactOf(cleo, dan)).toEqual(contact);
    expect(await readByBoth(server, cleo, "contact.isContact", { userId: idOf(dan) })).toEqual({
      isContact: true,
    });
  });

  test("[CONT-12] [CONT-10] who is disabled meanwhile can still be let go of", async () => {
    const [ann, bob, conversationId] = await newContacts();
    const userId = idOf(bob);
    await server.post("user.follow", { userId }, ann.user.accessToken);
    await server.runStatement(`update users set is_enabled = 0 where id = ${userId}`);
    await ann.socket.call("contact.setRemark", { userId, remark: "Gone" });
    expect((await ann.socket.call("contact.block", { userId })).contact.isBlocked).toBe(true);
    await ann.socket.call("contact.block", { userId, isBlocked: false });
    const args = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "hi" } };
    expect((await refusedByBoth(server, ann, "message.send", args)).code).toBe("not_accepted");
    await ann.socket.call("user.unfollow", { userId });
    const { contact } = await ann.socket.call("contact.remove", { userId });
    expect(contact).toMatchObject({ isContact: false, isFollowed: false, remark: null });
    expect((await refusedByBoth(server, ann, "user.follow", { userId })).code).toBe("not_found");
  });

  test("[CONT-14] [FEED-3] [INV-14] earlier state and the events since are what is fetched fresh", async () => {
    const ann = await newCaller(server, "ann");
    const others = await Promise.all(Array.from({ length: 4 }, () => newCaller(server, "other")));
    const [one, two, three, four] = others as [Caller, Caller, Caller, Caller];
    const asked = await request(ann, one);
    await answer(one, asked.request.id, "accept");
    await ann.socket.call("contact.setRemark", { userId: idOf(one), remark: "First" });
    const crossing = await request(two, ann);
    await request(ann, two);
    expect(crossing.request.status).toBe("pending");
    await ann.socket.call("contact.block", { userId: idOf(three), isBlocked: true });
    await ann.socket.call("user.follow", { userId: idOf(four) });
    const late = await request(four, ann);
    await answer(ann, late.request.id, "ignore");
    await one.socket.call("contact.remove", { userId: idOf(ann) });
    await request(one, ann);
    await ann.socket.call("contact.block", { userId: idOf(one), isBlocked: true });

    const { heads } = await ann.socket.call("sync.heads", {});
    const feed = heads.find((head: { conversation: { kind: string } }) => head.conversation.kind === "feed");
    const { events } = await ann.socket.call("sync.range", {
      conversationId: feed.conversation.id,
      afterRev: 0,
    });
    await ann.socket.until(() =>
      ann.socket.pushes.some(
        (push) => push.rev === feed.lastRev && push.conversationId === feed.conversation.id,
      ),
    );
    const pushed = ann.socket.pushes.filter((push) => push.conversationId === feed.conversation.id);
    expect(pushed).toEqual(events);

    const contacts = new Map<number, Contact>();
    const requests = new Map<number, ContactRequest>();
    for (const event of pushed) {
      if (event.ev === "contact.changed") contacts.set(event.contact.userId, event.contact);
      if (event.ev === "contact.requestChanged") requests.set(event.request.id, event.request);
    }
    for (const other of others) expect(contacts.get(idOf(other))).toEqual(await contactOf(ann, other));
    const byId = (left: { id: number }, right: { id: number }) => left.id - right.id;
    const fresh = [
      ...(await requestsOf(ann, "incoming")).requests,
      ...(await requestsOf(ann, "outgoing")).requests,
    ].sort(byId);
    expect([...requests.values()].sort(byId)).toEqual(fresh);
    const listed = (await readByBoth(server, ann, "contact.list", {})).contacts;
    expect([...contacts.values()].filter(({ isContact }) => isContact)).toEqual(listed);
  });

  test("[CONT-15] following is repeated without harm, listed and counted", async () => {
    const [ann, bob] = await newPair();
    const eve = await newCaller(server, "eve");
    const userId = idOf(bob);
    await Promise.all([ann, ann, eve].map((from) => from.socket.call("user.follow", { userId })));
    const page = await readByBoth(server, bob, "user.followers", { limit: 1 });
    expect(page).toEqual({ users: [ann.user.user], count: 2, next: idOf(ann) });
    const rest = await readByBoth(server, bob, "user.followers", { limit: 1, afterUserId: page.next });
    expect(rest).toEqual({ users: [eve.user.user], count: 2, next: null });
    expect(await readByBoth(server, ann, "user.following", {})).toEqual({
      users: [bob.user.user],
      count: 1,
      next: null,
    });
    expect((await contactOf(ann, bob)).isFollowed).toBe(true);
    await Promise.all([ann, ann].map((from) => from.socket.call("user.unfollow", { userId })));
    expect((await readByBoth(server, bob, "user.followers", {})).count).toBe(1);
    expect((await refusedByBoth(server, ann, "user.follow", { userId: idOf(ann) })).code).toBe("not_found");
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    expect(await refusedByBoth(server, ann, "user.follow", { userId })).toEqual({
      code: "not_accepted",
      message: expect.any(String),
    });
  });

  test("[CONT-34] blocking ends open requests without telling the blocked one", async () => {
    const [ann, bob] = await newPair();
    await request(ann, bob);
    const before = await requestsOf(ann, "outgoing");
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    expect(await requestsOf(ann, "outgoing")).toEqual(before);
    expect(await refusedByBoth(server, ann, "contact.request", { userId: idOf(bob) })).toEqual({
      code: "not_accepted",
      message: expect.any(String),
    });
    expect((await refusedByBoth(server, bob, "contact.request", { userId: idOf(ann) })).code).toBe(
      "conflict",
    );
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: false });
    expect((await request(bob, ann)).contact.isContact).toBe(true);

    const [cleo, dan] = await newPair();
    const { request: made } = await request(cleo, dan);
    await cleo.socket.call("contact.block", { userId: idOf(dan), isBlocked: true });
    expect((await requestsOf(dan, "incoming")).requests).toMatchObject([
      { id: made.id, status: "withdrawn" },
    ]);
    const args = { requestId: made.id, answer: "accept" };
    expect((await refusedByBoth(server, dan, "contact.answer", args)).code).toBe("conflict");
  });
});
