import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Account, limits, type Profile } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const idOf = (caller: Caller) => caller.user.user.id;

describe("profiles", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ allowedOrigins: "https://chat.example.test" });
  });
  afterAll(() => server.stop());

  const newPair = async (): Promise<[Caller, Caller]> => [
    await newCaller(server, "ann"),
    await newCaller(server, "bob"),
  ];
  const me = async (caller: Caller): Promise<Account> =>
    (await readByBoth(server, caller, "account.me", {})).account;
  const update = async (caller: Caller, changes: object): Promise<Account> =>
    (await caller.socket.call("account.update", changes)).account;
  const profileOf = async (caller: Caller, other: Caller): Promise<Profile> =>
    (await readByBoth(server, caller, "user.get", { id: idOf(other) })).profile;
  const setPrivacy = (caller: Caller, value: object) =>
    caller.socket.call("settings.set", { section: "privacy", value: { ...openPrivacy, ...value } });
  const openPrivacy = {
    ...{ email: "everyone", phone: "everyone", lastSeen: "everyone", findByEmail: true, findByPhone: true },
  };
  const changesOf = (caller: Caller) => caller.socket.pushes.filter(({ ev }) => ev === "account.changed");

  async function becomeContacts(one: Caller, other: Caller): Promise<void> {
    const { request } = await one.socket.call("contact.request", { userId: idOf(other) });
    await other.socket.call("contact.answer", { requestId: request.id, answer: "accept" });
  }

  test("[PROF-1] the whole account is for its owner, and hello answers the user alone", async () => {
    const ann = await newCaller(server, "ann");
    const { user, account } = await readByBoth(server, ann, "account.me", {});
    expect(user).toEqual(ann.user.user);
    expect(account).toEqual({
      ...ann.user.user,
      ...{ gender: "unknown", birthday: null, bio: null, location: null, website: null, language: null },
      ...{ email: null, phone: null, hasPassword: true, createdAt: expect.any(Number) },
    });
    const name = '","account":{"';
    await update(ann, { nickname: name });
    const socket = await server.open();
    const hello = await socket.hello(ann.user.accessToken);
    expect(hello.user).toEqual({ ...ann.user.user, nickname: name });
    expect(Object.keys(hello).sort()).toEqual(["epoch", "serverTime", "user", "window"]);
  });

  test("[PROF-2] [SEC-28] the given fields change and no others, and null takes one away", async () => {
    const ann = await newCaller(server, "ann");
    const before = await me(ann);
    const columns = await server.rows("select * from users limit 1");
    const forged = Object.fromEntries(
      ["isEnabled", "createdAt", "feedId", ...Object.keys(columns[0] ?? {})]
        .filter((name) => !["nickname", "avatar", "gender", "bio"].includes(name))
        .filter((name) => !["birthday", "location", "website", "language", "phone"].includes(name))
        .map((name) => [name, name === "role" ? "admin" : 1]),
    );
    expect(Object.keys(forged).length).toBeGreaterThan(15);
    const changes = {
      ...{ nickname: " Ann A. ", avatar: "/files/a.webp", gender: "female", birthday: "2000-02-29" },
      ...{ bio: " About me ", location: "柏林", website: "https://例え.テスト/path", language: "ZH-cn" },
    };
    const after = await update(ann, { ...forged, ...changes, phone: "+49 (30) 123-456" });
    expect(after).toEqual({
      ...{ ...before, ...changes },
      ...{ nickname: "Ann A.", bio: "About me", language: "zh-CN", phone: "+4930123456" },
    } as Account);
    expect(await me(ann)).toEqual(after);
    expect(await update(ann, {})).toEqual(after);
    const cleared = { avatar: null, birthday: null, bio: null, location: null, website: null, phone: null };
    expect(await update(ann, { ...cleared, language: null })).toEqual({
      ...{ ...after, ...cleared, language: null },
    });
  });

  test.each([
    ["birthday", ["2001-02-29", "2000-13-01", "1899-12-31", "2999-01-01", "0000-00-00"]],
    ["website", ["http://", "https://user:secret@example.test/", "http://a b.test", "javascript:alert(1)"]],
    ["language", ["en-", "x", "a-b-c-d", "12-34"]],
    ["phone", ["+()--..", "12 34", `+${"1".repeat(21)}`]],
    ["avatar", ["javascript:alert(1)", "data:image/png;base64,x", "a.png", "/a b.png"]],
    ["nickname", ["", "  ", "x".repeat(limits.nicknameCharsMax + 1)]],
  ])("[PROF-2] a %s that is none is refused and changes nothing", async (field, values) => {
    const ann = await newCaller(server, "ann");
    const before = await me(ann);
    for (const value of values) {
      const error = await refusedByBoth(server, ann, "account.update", { bio: "new", [field]: value });
      expect([value, error.code, error.details?.path]).toEqual([value, "invalid_arguments", `/${field}`]);
    }
    expect(await me(ann)).toEqual(before);
    expect(changesOf(ann)).toEqual([]);
  });

  test("[PROF-5] [INV-14] what the events say is what is fetched, and no change is no event", async () => {
    const ann = await newCaller(server, "ann");
    const phone = await server.connect(ann.user);
    await update(ann, { bio: "one" });
    await update(ann, { bio: "one" });
    await update(ann, { nickname: "Second", gender: "other" });
    await ann.socket.call("account.changeUsername", { username: `renamed_${idOf(ann)}` });
    await phone.until(() => phone.pushes.filter(({ ev }) => ev === "account.changed").length === 3);
    const events = phone.pushes.filter(({ ev }) => ev === "account.changed");
    expect(events.map(({ rev }) => rev)).toEqual([2, 3, 4]);
    expect(events.at(-1).account).toEqual(await me(ann));
    expect(events.at(-1).actorId).toBe(idOf(ann));
    const { conversationId } = events[0];
    const range = await readByBoth(server, ann, "sync.range", { conversationId, afterRev: 1 });
    expect(range.events).toEqual(events);
  });

  test("[PROF-6] [SEC-03] contacts and who shares a conversation hear of another name, strangers do not", async () => {
    const [ann, bob] = await newPair();
    const [friend, stranger] = [await newCaller(server, "friend"), await newCaller(server, "stranger")];
    await ann.socket.call("group.create", { name: "both", memberIds: [idOf(bob)] });
    await becomeContacts(ann, friend);
    await update(ann, { nickname: "Ann Other", avatar: "/files/b.webp", bio: "for nobody yet" });
    const isIt = ({ ev }: { ev: string }) => ev === "user.changed";
    const user = { ...ann.user.user, nickname: "Ann Other", avatar: "/files/b.webp" };
    for (const { socket } of [ann, bob, friend])
      expect(await socket.push(isIt)).toEqual({ ev: "user.changed", user });
    await update(ann, { bio: "seen by nobody" });
    await stranger.socket.call("account.me");
    await bob.socket.call("account.me");
    expect(stranger.socket.pushes.filter(isIt)).toEqual([]);
    expect(bob.socket.pushes.filter(isIt)).toHaveLength(1);
  });

  test("[PROF-3] a phone number is one account's, and five are set in a day", async () => {
    const limited = await startTestServer({ rateLimitFactor: 1 });
    const [ann, bob] = [await newCaller(limited, "ann"), await newCaller(limited, "bob")];
    await ann.socket.call("account.update", { phone: "+491701" });
    expect((await ann.socket.call("account.update", { bio: "mine" })).account.phone).toBe("+491701");
    const taken = { phone: "+49 1701", bio: "changed" };
    for (let tries = 0; tries < 5; tries += 1) {
      const error = await bob.socket.errorOf("account.update", taken);
      expect([error.code, error.details]).toEqual(["conflict", { path: "/phone" }]);
    }
    expect((await bob.socket.errorOf("account.update", taken)).code).toBe("rate_limited");
    expect((await bob.socket.call("account.me")).account).toMatchObject({ phone: null, bio: null });
    expect((await bob.socket.call("account.update", { bio: "free" })).account.bio).toBe("free");
    await limited.stop();
  }, 60_000);

  test("[PROF-10] a profile is found by exactly one key, and who is not there is not found", async () => {
    const [ann, bob] = await newPair();
    await ann.socket.call("user.follow", { userId: idOf(bob) });
    const { uuid, username } = bob.user.user;
    const byId = await readByBoth(server, ann, "user.get", { id: idOf(bob) });
    expect(byId.profile).toMatchObject({ ...bob.user.user, followerCount: 1, followingCount: 0, bio: null });
    expect(byId.contact).toMatchObject({ userId: idOf(bob), isContact: false, isFollowed: true });
    expect(await readByBoth(server, ann, "user.get", { uuid })).toEqual(byId);
    expect(await readByBoth(server, ann, "user.get", { username: username.toUpperCase() })).toEqual(byId);
    for (const args of [{}, { uuid, username }, { id: idOf(bob), uuid }]) {
      expect((await refusedByBoth(server, ann, "user.get", args)).code).toBe("invalid_arguments");
    }
    const nobody = await refusedByBoth(server, ann, "user.get", { id: 999_999_999 });
    expect(nobody.code).toBe("not_found");
    await server.runStatement(`update users set is_enabled = 0 where id = ${idOf(bob)}`);
    for (const args of [{ id: idOf(bob) }, { uuid }, { username }]) {
      expect(await refusedByBoth(server, ann, "user.get", args)).toEqual(nobody);
    }
  });

  test("[PROF-11] [SEC-03] addresses and when somebody was there are seen as their owner says", async () => {
    const [ann, bob] = await newPair();
    const friend = await newCaller(server, "friend");
    await becomeContacts(bob, friend);
    await update(bob, { phone: `+4930${idOf(bob)}`, bio: "hello" });
    await server.runStatement(
      `update users set email = 'bob@example.test', last_active_at = 5 where id = ${idOf(bob)}`,
    );
    const seen = async (caller: Caller) => {
      const { email, phone, lastActiveAt, bio } = await profileOf(caller, bob);
      expect(bio).toBe("hello");
      return [email !== null, phone !== null, lastActiveAt !== null];
    };
    expect([await seen(ann), await seen(friend)]).toEqual([
      [false, false, false],
      [false, false, true],
    ]);
    await setPrivacy(bob, {});
    expect([await seen(ann), await seen(friend), await seen(bob)]).toEqual(Array(3).fill([true, true, true]));
    await setPrivacy(bob, { email: "contacts", phone: "nobody", lastSeen: "nobody" });
    expect([await seen(ann), await seen(friend), await seen(bob)]).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, true],
    ]);
    const text = JSON.stringify(ann.socket.texts.slice(-1));
    for (const secret of ["bob@example.test", `+4930${idOf(bob)}`]) expect(text).not.toContain(secret);
  });

  test("[PROF-14] who lets nobody see when they were there is not shown as online", async () => {
    const [ann, bob] = await newPair();
    await ann.socket.call("conversation.openDirect", { userId: idOf(bob) });
    const watch = async () => (await ann.socket.call("presence.watch", { userIds: [idOf(bob)] })).online;
    expect(await watch()).toEqual([idOf(bob)]);
    await setPrivacy(bob, { lastSeen: "nobody" });
    expect(await watch()).toEqual([]);
    await setPrivacy(bob, { lastSeen: "contacts" });
    expect(await watch()).toEqual([idOf(bob)]);
  });

  test("[PROF-12] who is blocked sees a profile that was never filled in", async () => {
    const [ann, bob] = await newPair();
    const blank = await profileOf(ann, bob);
    await update(bob, { bio: "me", location: "here", gender: "male", birthday: "1990-01-01" });
    await setPrivacy(bob, {});
    expect((await profileOf(ann, bob)).bio).toBe("me");
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    expect(await profileOf(ann, bob)).toEqual({ ...blank, lastActiveAt: null });
    expect((await profileOf(bob, ann)).username).toBe(ann.user.user.username);
  });

  test("[PROF-13] [PROF-3] [GUE-6] a guest gets the profiles of those who talk to it, and its own", async () => {
    const [ann, bob] = await newPair();
    const guest = await newGuest(server);
    const socket = await server.connect(guest);
    await ann.socket.call("conversation.openDirect", { userId: guest.user.id });
    expect((await socket.call("user.get", { id: idOf(ann) })).profile.username).toBe(ann.user.user.username);
    expect((await socket.call("user.get", { id: guest.user.id })).profile.id).toBe(guest.user.id);
    expect((await socket.call("account.update", { nickname: "A guest" })).account.nickname).toBe("A guest");
    expect((await socket.errorOf("account.update", { phone: "+12345678" })).code).toBe("forbidden");
    const unknown = await socket.errorOf("user.get", { id: 999_999_999 });
    expect(unknown.code).toBe("not_found");
    expect(await socket.errorOf("user.get", { id: idOf(bob) })).toEqual(unknown);
    expect(await socket.errorOf("user.get", { username: bob.user.user.username })).toEqual(unknown);
  });

  test("[PROF-30] [PROF-31] a link leads to its owner until another is made", async () => {
    const [ann, bob] = await newPair();
    const link = await readByBoth(server, ann, "user.qr", {});
    expect(link.path).toBe(`/u/${link.code}`);
    expect(link.url).toBe(`https://chat.example.test${link.path}`);
    expect(link.svg).toStartWith("<svg ");
    const resolved = await readByBoth(server, bob, "user.resolve", { code: link.code });
    expect(resolved).toEqual({ user: ann.user.user });
    const other = await ann.socket.call("user.renewQr");
    expect(other.code).not.toBe(link.code);
    expect(await ann.socket.call("user.qr")).toEqual(other);
    expect((await bob.socket.call("user.resolve", { code: other.code })).user.id).toBe(idOf(ann));
    const gone = await refusedByBoth(server, bob, "user.resolve", { code: link.code });
    const forged = (await bob.socket.call("user.qr")).code.slice(0, 3) + other.code.slice(3);
    const wrong = [
      `${other.code}x`,
      other.code.slice(1),
      other.code.slice(0, -1),
      forged,
      "0".repeat(20),
      "-1",
      "%",
    ];
    for (const code of wrong.filter((code) => code !== other.code)) {
      expect([code, await refusedByBoth(server, bob, "user.resolve", { code })]).toEqual([code, gone]);
    }
    await server.runStatement(`update users set is_enabled = 0 where id = ${idOf(ann)}`);
    expect(await refusedByBoth(server, bob, "user.resolve", { code: other.code })).toEqual(gone);
  });

  test("[PROF-32] a uuid tells whoever has it who somebody is and how they may be reached, and no more", async () => {
    const [ann, bob] = await newPair();
    const uuid = ann.user.user.uuid;
    await update(ann, { bio: "Likes trains.", phone: "+12345678" });
    const value = {
      ...{
        guests: { messages: "none", needsFollow: false },
        strangers: { messages: "one", needsFollow: true },
      },
      ...{ addBy: "question", question: "Which train?", answer: "The night train" },
    };
    await ann.socket.call("settings.set", { section: "contact", value });
    const { answer: _secret, ...reach } = value;
    const about = { gender: "unknown", birthday: null, bio: "Likes trains.", location: null, website: null };
    const anonymous = await server.post("user.preview", { uuid });
    expect(anonymous).toEqual({ status: 200, body: { user: ann.user.user, about, reach } });
    expect(await readByBoth(server, bob, "user.preview", { uuid })).toEqual(anonymous.body);
    await ann.socket.call("contact.block", { userId: idOf(bob), isBlocked: true });
    const blocked = await readByBoth(server, bob, "user.preview", { uuid });
    expect(blocked).toEqual({ ...anonymous.body, about: { ...about, bio: null } });
    await server.runStatement(`update users set is_enabled = 0 where id = ${idOf(ann)}`);
    const gone = await server.post("user.preview", { uuid });
    expect([gone.status, gone.body.error.code]).toEqual([404, "not_found"]);
  });
});
