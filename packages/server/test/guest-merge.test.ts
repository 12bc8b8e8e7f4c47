import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Contact, Head, Message, NewGuest, SignedIn } from "@parley/protocol";
import { limits } from "@parley/protocol";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";

describe("a guest becomes part of an account", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ strangerMessages: "unlimited" });
  });
  afterAll(() => server.stop());

  async function ask(who: SignedIn, operation: string, args: object = {}) {
    const { status, body } = await server.post(operation, args, who.accessToken);
    if (status !== 200) throw new Error(body.error.code);
    return body;
  }
  const merge = (account: SignedIn, { guestSecret }: NewGuest) =>
    ask(account, "guest.mergeInto", { guestSecret });
  const openDirect = async (who: SignedIn, other: SignedIn): Promise<number> =>
    (await ask(who, "conversation.openDirect", { userId: other.user.id })).conversation.id;
  const say = (who: SignedIn, conversationId: number, text: string) => {
    const id = Bun.randomUUIDv7();
    return ask(who, "message.send", { conversationId, id, content: { type: "text", text } });
  };
  const headOf = async (who: SignedIn, conversationId: number): Promise<Head | undefined> =>
    (await ask(who, "inbox.list")).heads.find((head: Head) => head.conversation.id === conversationId);
  const authors = async (who: SignedIn, conversationId: number): Promise<number[]> =>
    (await ask(who, "message.list", { conversationId })).messages.map(({ senderId }: Message) => senderId);

  async function trio() {
    return {
      guest: await newGuest(server, { nickname: "Visitor" }),
      account: await server.newUser("account"),
      peer: await server.newUser("peer"),
    };
  }

  test("[GUE-31] a conversation becomes the account's, with what was said and read", async () => {
    const { guest, account, peer } = await trio();
    const conversationId = await openDirect(guest, peer);
    await say(guest, conversationId, "one");
    await say(peer, conversationId, "two");
    await say(peer, conversationId, "three");
    const before = await headOf(guest, conversationId);
    expect(await merge(account, guest)).toEqual({ guestId: guest.user.id });
    expect(await authors(account, conversationId)).toEqual([account, peer, peer].map(({ user }) => user.id));
    const own = await headOf(account, conversationId);
    expect(own).toMatchObject({ peerId: peer.user.id, readSeq: 1, unread: 2, status: "active" });
    expect(own?.lastMessage).toEqual(before?.lastMessage ?? null);
    expect(await headOf(peer, conversationId)).toMatchObject({ peerId: account.user.id, status: "active" });
    expect(await openDirect(account, peer)).toBe(conversationId);
    expect(await openDirect(peer, account)).toBe(conversationId);
    await say(account, conversationId, "four");
    await say(peer, conversationId, "five");
    const { members } = await ask(peer, "member.list", { conversationId });
    expect(members.map(({ userId }: { userId: number }) => userId).sort()).toEqual(
      [account.user.id, peer.user.id].sort(),
    );
  });

  test("[GUE-31] the account may take back what the guest has just written", async () => {
    const { guest, account, peer } = await trio();
    const conversationId = await openDirect(guest, peer);
    const id = Bun.randomUUIDv7();
    await ask(guest, "message.send", { conversationId, id, content: { type: "text", text: "oops" } });
    await merge(account, guest);
    await ask(account, "message.recall", { conversationId, id });
    expect((await ask(peer, "message.list", { conversationId })).messages).toMatchObject([{ content: null }]);
  });

  test("[GUE-32] of two conversations with one person both are read, and the account's goes on", async () => {
    const { guest, account, peer } = await trio();
    const [old, own] = [await openDirect(guest, peer), await openDirect(account, peer)];
    await say(guest, old, "as a guest");
    await say(account, own, "as myself");
    await merge(account, guest);
    for (const who of [account, peer]) {
      const other = who === account ? peer : account;
      expect(await headOf(who, old)).toMatchObject({ status: "locked", peerId: other.user.id });
      expect(await headOf(who, own)).toMatchObject({ status: "active", peerId: other.user.id });
      expect(await authors(who, old)).toEqual([account.user.id]);
      expect(say(who, old, "on and on")).rejects.toThrow("forbidden");
      expect(await openDirect(who, other)).toBe(own);
    }
    await say(peer, own, "welcome");
  });

  test("[GUE-32] a third conversation with the same person is closed like the second", async () => {
    const { guest, account, peer } = await trio();
    const second = await newGuest(server);
    const own = await openDirect(account, peer);
    const closed = [await openDirect(guest, peer), await openDirect(second, peer)];
    await merge(account, guest);
    await merge(account, second);
    for (const id of closed)
      expect(await headOf(peer, id)).toMatchObject({ status: "locked", peerId: account.user.id });
    expect(await openDirect(peer, account)).toBe(own);
  });

  test("[GUE-32] what the guest and the account wrote to each other stays readable for the account", async () => {
    const { guest, account } = await trio();
    const conversationId = await openDirect(guest, account);
    await say(guest, conversationId, "is this me?");
    await merge(account, guest);
    expect(await headOf(account, conversationId)).toMatchObject({ status: "locked", peerId: guest.user.id });
    expect(await authors(account, conversationId)).toEqual([account.user.id]);
  });

  test("[GUE-31] in a group the account comes in the guest's place, or the guest leaves", async () => {
    const { guest, account, peer } = await trio();
    const group = async (...members: SignedIn[]): Promise<number> => {
      const memberIds = members.map(({ user }) => user.id);
      return (await ask(peer, "group.create", { memberIds })).conversation.id;
    };
    const [alone, both] = [await group(guest), await group(guest, account)];
    await say(guest, alone, "hello group");
    await say(guest, both, "hello groups");
    await merge(account, guest);
    for (const [id, memberCount] of [
      [alone, 2],
      [both, 2],
    ] as const) {
      const head = await headOf(account, id);
      expect(head?.conversation.memberCount).toBe(memberCount);
      expect(head?.conversation.faces?.toSorted()).toEqual([account.user.id, peer.user.id].sort());
      const { members } = await ask(peer, "member.list", { conversationId: id });
      expect(members.map(({ userId }: { userId: number }) => userId).sort()).toEqual(
        [account.user.id, peer.user.id].sort(),
      );
      expect(await authors(peer, id)).toEqual([account.user.id]);
      await say(account, id, "still here");
    }
    expect(server.post("sync.heads", {}, guest.accessToken)).resolves.toMatchObject({ status: 401 });
  });

  test("[GUE-31] [GRP-35] of a group that one of the two was shut out of the account hears nothing new", async () => {
    const { guest, account, peer } = await trio();
    const group = async (...members: SignedIn[]): Promise<number> => {
      const memberIds = members.map(({ user }) => user.id);
      return (await ask(peer, "group.create", { memberIds })).conversation.id;
    };
    const lock = (conversationId: number, { user }: SignedIn) =>
      ask(peer, "member.lock", { conversationId, userId: user.id, isLocked: true });
    const [both, alone] = [await group(guest, account), await group(guest)];
    await lock(both, account);
    await lock(alone, guest);
    const socket = await server.connect(account);
    await merge(account, guest);
    const direct = await openDirect(account, peer);
    for (const id of [both, alone]) await say(peer, id, "not for whoever is shut out");
    await say(peer, direct, "the next they hear");
    await socket.push((push) => push.ev === "message.sent" && push.conversationId === direct);
    expect(socket.texts.join()).not.toContain("not for whoever is shut out");
    for (const conversationId of [both, alone]) {
      expect(await headOf(account, conversationId)).toMatchObject({ status: "locked" });
      const read = await server.post("message.list", { conversationId }, account.accessToken);
      expect(JSON.stringify(read.body)).not.toContain("not for whoever is shut out");
    }
    socket.close();
  });

  test("[GUE-31] [GRP-26] who comes in by a merging waits for nobody's answer any more", async () => {
    const { guest, account, peer } = await trio();
    const { conversation } = await ask(peer, "group.create", { memberIds: [guest.user.id] });
    const conversationId = conversation.id;
    await ask(peer, "group.update", { conversationId, settings: { join: "approval" } });
    await ask(account, "group.join", { conversationId });
    const socket = await server.connect(peer);
    await merge(account, guest);
    const told = await socket.push((push) => push.ev === "group.requestChanged");
    expect(told).toMatchObject({ userId: account.user.id, request: null, requestCount: 0 });
    expect((await ask(peer, "group.requests.list", { conversationId })).requests).toEqual([]);
    socket.close();
  });

  test("[GUE-31] [PIC-3] the picture the guest had in a group is the account's there, and nobody else's", async () => {
    const { guest, account, peer } = await trio();
    const { conversation } = await ask(peer, "group.create", { memberIds: [guest.user.id] });
    const { id } = await uploadFor(server, guest, "image");
    await ask(guest, "member.setProfile", { conversationId: conversation.id, avatar: `/media/${id}` });
    await merge(account, guest);
    const { members } = await ask(peer, "member.list", { conversationId: conversation.id });
    expect(members).toContainEqual(
      expect.objectContaining({ userId: account.user.id, avatar: `/media/${id}` }),
    );
    expect((await ask(peer, "media.link", { ids: [id] })).links).toMatchObject([{ id }]);
    await ask(account, "member.setProfile", { conversationId: conversation.id, avatar: null });
    expect((await ask(peer, "media.link", { ids: [id] })).links).toEqual([]);
  });

  test("[GUE-35] [POLL-2] votes of the guest are the account's, and of two the account's stays", async () => {
    const { guest, account, peer } = await trio();
    const memberIds = [guest.user.id, account.user.id];
    const { conversation } = await ask(peer, "group.create", { memberIds });
    const content = { type: "poll", question: "Which?", options: ["one", "two"] };
    const [first, second] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()].map((id) => ({
      conversationId: conversation.id as number,
      id,
    }));
    for (const place of [first, second]) await ask(peer, "message.send", { ...place, content });
    await ask(guest, "poll.vote", { ...first, choice: [0] });
    await ask(guest, "poll.vote", { ...second, choice: [0] });
    await ask(account, "poll.vote", { ...second, choice: [1] });
    await merge(account, guest);
    expect(await ask(account, "poll.get", { ...first })).toMatchObject({
      ...{ choice: [0], poll: { votes: [1, 0], voterCount: 1 } },
    });
    expect(await ask(account, "poll.get", { ...second })).toMatchObject({
      ...{ choice: [1], poll: { votes: [0, 1], voterCount: 1 } },
    });
    const { poll } = await ask(account, "poll.vote", { ...first, choice: [1] });
    expect(poll).toEqual({ votes: [0, 1], voterCount: 1 });
  });

  test("[GUE-31] [INV-14] members are told by one event in each conversation, in the order of rev", async () => {
    const { guest, account, peer } = await trio();
    const [old, own] = [await openDirect(guest, peer), await openDirect(account, peer)];
    const [mine, theirs] = [await server.connect(account), await server.connect(peer)];
    const { cursor } = await mine.call("sync.heads");
    await theirs.call("sync.heads");
    await merge(account, guest);
    for (const socket of [mine, theirs]) {
      const event = await socket.push(({ ev }) => ev === "member.replaced");
      expect(event).toMatchObject({ conversationId: old, rev: 2, userId: guest.user.id });
      expect(event).toMatchObject({ byUserId: account.user.id, isClosed: true, actorId: account.user.id });
      const range = await socket.call("sync.range", { conversationId: old, afterRev: 1 });
      expect(range.events).toEqual([event]);
    }
    // A device that was away finds the conversation among what has changed.
    const { heads } = await mine.call("sync.heads", { since: cursor });
    expect(heads.map(({ conversation }: Head) => conversation.id)).toContain(old);
    expect(own).not.toBe(old);
    mine.close();
    theirs.close();
  });

  test("[GUE-33] contacts, remarks and follows go to the account, and blocks hold", async () => {
    const { guest, account, peer } = await trio();
    const [friend, angry] = [await server.newUser("friend"), await server.newUser("angry")];
    const { request } = await ask(guest, "contact.request", { userId: friend.user.id });
    await ask(friend, "contact.answer", { requestId: request.id, answer: "accept", remark: "That visitor" });
    await ask(guest, "user.follow", { userId: peer.user.id });
    await openDirect(guest, angry);
    await ask(angry, "contact.block", { userId: guest.user.id, isBlocked: true });
    await merge(account, guest);
    const contact = async (who: SignedIn, about: SignedIn): Promise<Contact> =>
      (await ask(who, "contact.get", { userId: about.user.id })).contact;
    expect(await contact(friend, account)).toMatchObject({ isContact: true, remark: "That visitor" });
    expect(await contact(account, friend)).toMatchObject({ isContact: true, remark: null });
    expect(await contact(account, peer)).toMatchObject({ isFollowed: true });
    expect(await ask(peer, "user.followers")).toMatchObject({ count: 1, users: [{ id: account.user.id }] });
    expect(await contact(angry, account)).toMatchObject({ isBlocked: true });
    const withAngry = await openDirect(account, angry);
    expect(say(account, withAngry, "me again")).rejects.toThrow("not_accepted");
    // What the feeds add up to is what is fetched fresh (CONT-14).
    for (const who of [account, friend, angry]) {
      const folded = new Map<number, Contact>();
      for (const event of await feedOf(who)) {
        if (event.ev === "contact.changed") folded.set(event.contact.userId, event.contact);
      }
      const fresh = (await ask(who, "contact.list")).contacts as Contact[];
      expect([...folded.values()].filter(({ isContact }) => isContact)).toEqual(fresh);
      const blocked = (await ask(who, "contact.list", { of: "blocked" })).contacts as Contact[];
      expect([...folded.values()].filter(({ isBlocked }) => isBlocked)).toEqual(blocked);
    }
  });

  test("[GUE-33] with more contacts than one may keep nothing is merged", async () => {
    const { guest, account, peer } = await trio();
    const conversationId = await openDirect(guest, peer);
    await say(guest, conversationId, "who I was");
    await ask(guest, "contact.block", { userId: peer.user.id, isBlocked: true });
    await server.runStatement(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${limits.contactsMax})
       insert into contacts (user_id, contact_id, is_contact, since)
       select ${account.user.id}, 1000000 + i, 1, 1 from n`,
    );
    const { body } = await server.post(
      "guest.mergeInto",
      { guestSecret: guest.guestSecret },
      account.accessToken,
    );
    expect(body.error).toMatchObject({ code: "limit_reached", details: { contactsMax: limits.contactsMax } });
    expect(await authors(peer, conversationId)).toEqual([guest.user.id]);
    expect((await ask(guest, "account.me")).account.id).toBe(guest.user.id);
  });

  test("[GUE-33] [CONT-14] who kept nothing about the guest is told nothing of contacts", async () => {
    const { guest, account, peer } = await trio();
    await openDirect(guest, peer);
    await merge(account, guest);
    for (const who of [account, peer]) expect(await feedOf(who)).toEqual([]);
  });

  test("[GUE-34] what the guest complained of is the account's, which is told", async () => {
    const { guest, account, peer } = await trio();
    const complaint = { target: { kind: "user", userId: peer.user.id }, reason: "spam", text: "rude" };
    await openDirect(guest, peer);
    await ask(guest, "complaint.create", complaint);
    await merge(account, guest);
    const { complaints } = await ask(account, "complaint.list");
    expect(complaints).toMatchObject([{ reason: "spam" }]);
    const told = (await feedOf(account)).filter(({ ev }: { ev: string }) => ev === "complaint.changed");
    expect(told.map((event: { complaint: object }) => event.complaint)).toEqual(complaints);
  });

  async function feedOf(who: SignedIn) {
    const { heads } = await ask(who, "sync.heads");
    const feed = heads.find(({ conversation }: Head) => conversation.kind === "feed");
    if (feed === undefined) return [];
    return (await ask(who, "sync.range", { conversationId: feed.conversation.id, afterRev: 0 })).events;
  }

  test("[GUE-30] the guest ends, and asking again changes nothing", async () => {
    const { guest, account, peer } = await trio();
    const conversationId = await openDirect(guest, peer);
    const socket = await server.connect(guest);
    const first = await merge(account, guest);
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes).toContainEqual({ ev: "forceLogout", reason: "account_changed" });
    const { heads } = await ask(peer, "inbox.list");
    expect(await merge(account, guest)).toEqual(first);
    expect((await ask(peer, "inbox.list")).heads).toEqual(heads);
    const { guestSecret, refreshToken } = guest;
    for (const [operation, args] of [
      ["guest.resume", { guestSecret }],
      ["account.refresh", { refreshToken }],
    ] as const) {
      const { body } = await server.post(operation, args);
      expect([operation, body.error.code]).toEqual([operation, "credentials_invalid"]);
    }
    const { users } = await ask(account, "user.list", { userIds: [guest.user.id] });
    expect(users).toMatchObject([{ nickname: "deleted user" }]);
    expect(JSON.stringify(users)).not.toContain(guest.user.username);
    expect(await headOf(account, conversationId)).toBeDefined();
  });

  test("[GUE-30] [SEC-20] nobody merges without the proof of both", async () => {
    const { guest, account, peer } = await trio();
    const mallory = await server.newUser("mallory");
    expect(ask(mallory, "guest.mergeInto", { guestSecret: guest.user.uuid })).rejects.toThrow(
      "credentials_invalid",
    );
    expect(merge(guest, guest)).rejects.toThrow("forbidden");
    const anonymous = await server.post("guest.mergeInto", { guestSecret: guest.guestSecret });
    expect(anonymous.body.error.code).toBe("unauthenticated");
    await merge(account, guest);
    expect(merge(mallory, guest)).rejects.toThrow("credentials_invalid");
    expect(merge(peer, guest)).rejects.toThrow("credentials_invalid");
    const { guestSecret: upgradedSecret, ...upgraded } = await newGuest(server);
    await ask(upgraded, "guest.upgrade", { username: `owner_${process.pid}`, password: "correct horse" });
    expect(ask(mallory, "guest.mergeInto", { guestSecret: upgradedSecret })).rejects.toThrow(
      "credentials_invalid",
    );
  });

  test("[GUE-30] of two accounts that merge one guest at once, one has it whole", async () => {
    const { guest, account, peer } = await trio();
    const rival = await server.newUser("rival");
    const conversationId = await openDirect(guest, peer);
    await say(guest, conversationId, "mine");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => merge(index % 2 === 0 ? account : rival, guest)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    const owners = await Promise.all(
      [account, rival].map(async (who) =>
        (await headOf(who, conversationId)) === undefined ? 0 : who.user.id,
      ),
    );
    const [ownerId, ...none] = owners.filter((id) => id !== 0);
    expect(none).toEqual([]);
    expect(await authors(peer, conversationId)).toEqual([ownerId ?? 0]);
  });
});
