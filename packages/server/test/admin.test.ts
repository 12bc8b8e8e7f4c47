import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type AuditEntry, type MethodName, methods, type SignedIn } from "@parley/protocol";
import { adminCaller, claimAdmin } from "./support/admin.ts";
import { adminActs } from "./support/admin-acts.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { validArguments } from "./support/wrong-arguments.ts";

const password = "correct horse";
const adminNames = (Object.keys(methods) as MethodName[]).filter((name) => name.startsWith("admin."));
const adminWrites = (Object.keys(methods) as MethodName[]).filter(
  (name) => String(methods[name].callers) === "admin" && methods[name].kind === "write",
);

let server: TestServer;
let boss: Caller;
beforeAll(async () => {
  server = await startTestServer();
  boss = await adminCaller(server);
});
afterAll(async () => {
  boss.socket.close();
  await server.stop();
});

const act = (operation: string, args: object, by: SignedIn = boss.user) =>
  server.post(operation, args, by.accessToken);
const logIn = ({ user }: SignedIn, chosen = password) =>
  server.post("account.login", { username: user.username, password: chosen });
const audit = async (filter: object = {}): Promise<AuditEntry[]> =>
  (await act("admin.listAudit", filter)).body.entries;

/** A second administrator, made by the first. */
async function newAdmin(name: string): Promise<SignedIn> {
  const { user } = await server.newUser(name);
  await act("admin.setRole", { userId: user.id, role: "admin" });
  return (await server.post("account.login", { username: user.username, password })).body;
}

describe("who administers", () => {
  test("[ADM-1] [CALL-1] to everybody else every operation is forbidden, over both transports", async () => {
    const caller = await newCaller(server, "nobody");
    for (const name of adminNames) {
      const existing = { ...validArguments(name, 1), userId: boss.user.user.id };
      for (const args of [validArguments(name, 1), existing]) {
        const error = await refusedByBoth(server, caller, name, args);
        expect([name, error.code]).toEqual([name, "forbidden"]);
      }
      expect((await server.post(name, validArguments(name, 1))).status).toBe(401);
    }
    expect(adminNames.length).toBeGreaterThanOrEqual(9);
    caller.socket.close();
  });

  test("[ADM-9] nobody acts so on oneself, and one administrator always stays", async () => {
    const { id } = boss.user.user;
    const acts: [string, object][] = [
      ["admin.disableUser", { userId: id }],
      ["admin.deleteUser", { userId: id }],
      ["admin.setRole", { userId: id, role: "user" }],
      ["admin.resetPassword", { userId: id, password: "another horse" }],
    ];
    for (const [name, args] of acts) {
      expect([name, (await refusedByBoth(server, boss, name, args)).code]).toEqual([name, "forbidden"]);
    }
    expect((await logIn(boss.user)).status).toBe(200);
  });

  test("[ADM-9] [ADM-1] of two who disable each other at once, one stays", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await newAdmin("duel"), await newAdmin("duel")];
      const answers = await Promise.all([
        act("admin.disableUser", { userId: other.user.id }, one),
        act("admin.disableUser", { userId: one.user.id }, other),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const logins = await Promise.all([logIn(one), logIn(other)]);
      expect(logins.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    }
  });
});

describe("accounts", () => {
  test("[ADM-2] the list has every account in pages, and finds by any name, id, role and state", async () => {
    const marker = `listed${Date.now() % 100_000}`;
    const made: SignedIn[] = [];
    for (const suffix of ["a", "b", "c", "d", "e"]) made.push(await server.newUser(`${marker}${suffix}`));
    await act("admin.disableUser", { userId: made[1]?.user.id });
    await act("admin.setRole", { userId: made[2]?.user.id, role: "bot" });
    const list = async (filter: object) => await readByBoth(server, boss, "admin.listUsers", filter);
    const idsOf = async (filter: object) => {
      const { users } = await list({ query: marker, ...filter });
      return users.map(({ id }: { id: number }) => made.findIndex(({ user }) => user.id === id));
    };
    expect(await idsOf({})).toEqual([0, 1, 2, 3, 4]);
    expect(await idsOf({ isEnabled: false })).toEqual([1]);
    expect(await idsOf({ isEnabled: true, role: "user" })).toEqual([0, 3, 4]);
    expect(await idsOf({ role: "bot" })).toEqual([2]);
    expect(await idsOf({ query: `${marker.toUpperCase()}D` })).toEqual([3]);
    expect(await idsOf({ query: String(made[4]?.user.id) })).toEqual([4]);
    expect((await list({ query: "%" })).users).toEqual([]);
    const first = await list({ query: marker, limit: 2 });
    const second = await list({ query: marker, limit: 3, cursor: first.nextCursor });
    expect([first.users.length, second.users.length, second.nextCursor]).toEqual([2, 3, null]);
    expect(first.users[0]).toMatchObject({
      isEnabled: true,
      hasPassword: true,
      email: null,
      deletedAt: null,
    });
    expect(JSON.stringify(await list({}))).not.toContain("argon2");
  });

  test("[ADM-2] one account is shown with its devices", async () => {
    const ann = await server.newUser("shown");
    const { user, devices } = await readByBoth(server, boss, "admin.getUser", { userId: ann.user.id });
    expect(user).toMatchObject({ ...ann.user, isEnabled: true });
    expect(devices).toHaveLength(1);
    expect(devices[0]).toMatchObject({ isCurrent: false });
    const unknown = await refusedByBoth(server, boss, "admin.getUser", { userId: 999_999_999 });
    expect(unknown.code).toBe("not_found");
  });

  test("[ADM-5] an account that is made can be used, with or without a password, where registration is closed", async () => {
    const closed = await startTestServer({ registration: "closed" });
    const { accessToken } = await claimAdmin(closed);
    const create = (args: object) => closed.post("admin.createUser", args, accessToken);
    const person = await create({ username: "made_person", password, nickname: " Made " });
    expect(person.body.user).toMatchObject({ role: "user", nickname: "Made", hasPassword: true });
    const login = { username: "made_person", password };
    expect((await closed.post("account.login", login)).status).toBe(200);
    const bot = await create({ username: "made_bot", role: "bot" });
    expect(bot.body.user).toMatchObject({ role: "bot", hasPassword: false });
    for (const guess of ["x", "null", ""]) {
      const { status } = await closed.post("account.login", { username: "made_bot", password: guess || " " });
      expect(status).toBe(401);
    }
    const taken = await create({ username: "MADE_BOT", role: "bot" });
    expect(taken.body.error.code).toBe("username_taken");
    expect((await create({ username: "made_guest", role: "guest" })).body.error.code).toBe(
      "invalid_arguments",
    );
    await closed.stop();
  });

  test("[ADM-6] who is disabled is out at once and stays out, until enabled", async () => {
    const ann = await server.newUser("disabled");
    const bob = await newCaller(server, "bob");
    const socket = await server.connect(ann);
    const { body } = await act("admin.disableUser", { userId: ann.user.id });
    expect(body.user).toMatchObject({ id: ann.user.id, isEnabled: false });
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "account_disabled" });
    expect((await logIn(ann)).body.error.code).toBe("credentials_invalid");
    const { refreshToken } = ann;
    expect((await server.post("account.refresh", { refreshToken })).body.error.code).toBe(
      "credentials_invalid",
    );
    expect((await server.post("account.me", {}, ann.accessToken)).status).toBe(401);
    const late = await server.open();
    expect((await late.errorOf("hello", { token: ann.accessToken, protocol: 1 })).code).toBe(
      "unauthenticated",
    );
    const direct = { userId: ann.user.id };
    expect((await refusedByBoth(server, bob, "conversation.openDirect", direct)).code).toBe("not_found");
    expect((await bob.socket.call("user.search", { query: ann.user.username })).users).toEqual([]);
    expect((await act("admin.disableUser", { userId: ann.user.id })).status).toBe(200);
    expect((await act("admin.enableUser", { userId: ann.user.id })).body.user.isEnabled).toBe(true);
    expect((await act("admin.enableUser", { userId: ann.user.id })).status).toBe(200);
    expect((await server.post("account.refresh", { refreshToken })).status).toBe(401);
    expect((await logIn(ann)).status).toBe(200);
    bob.socket.close();
  });

  test("[ADM-6] nobody writes to who is disabled or deleted, contact or stranger", async () => {
    const ann = await server.newUser("absent");
    const [contact, stranger] = [await newCaller(server, "contact"), await newCaller(server, "stranger")];
    const { request } = await contact.socket.call("contact.request", { userId: ann.user.id });
    await server.post("contact.answer", { requestId: request.id, answer: "accept" }, ann.accessToken);
    const opened: [Caller, number][] = [];
    for (const caller of [contact, stranger]) {
      const { conversation } = await caller.socket.call("conversation.openDirect", { userId: ann.user.id });
      opened.push([caller, conversation.id]);
    }
    const content = { type: "text", text: "are you there?" };
    const send = ([caller, conversationId]: [Caller, number]) =>
      caller.socket.exchange("message.send", { conversationId, id: Bun.randomUUIDv7(), content });
    const outcomes = async () => {
      const frames = await Promise.all(opened.map(send));
      return frames.map(({ error }) => error?.code ?? "sent");
    };
    expect(await outcomes()).toEqual(["sent", "sent"]);
    await act("admin.disableUser", { userId: ann.user.id });
    expect(await outcomes()).toEqual(["not_accepted", "not_accepted"]);
    expect(await outcomes()).toEqual(["not_accepted", "not_accepted"]);
    await act("admin.enableUser", { userId: ann.user.id });
    expect(await outcomes()).toEqual(["sent", "sent"]);
    expect(await outcomes()).toEqual(["sent", "sent"]);
    await act("admin.deleteUser", { userId: ann.user.id });
    expect(await outcomes()).toEqual(["not_accepted", "not_accepted"]);
    for (const { socket } of [contact, stranger]) socket.close();
  });

  test("[ADM-6] nobody gets in by signing in while being disabled", async () => {
    const ann = await server.newUser("racer");
    for (let round = 0; round < 5; round += 1) {
      const [login] = await Promise.all([
        logIn(ann),
        Bun.sleep(round * 8).then(() => act("admin.disableUser", { userId: ann.user.id })),
      ]);
      if (login.status === 200) {
        expect((await server.post("account.me", {}, login.body.accessToken)).status).toBe(401);
        const { refreshToken } = login.body;
        expect((await server.post("account.refresh", { refreshToken })).status).toBe(401);
      }
      const { devices } = (await act("admin.getUser", { userId: ann.user.id })).body;
      expect(devices).toEqual([]);
      await act("admin.enableUser", { userId: ann.user.id });
    }
  });

  test("[ADM-7] a new password opens, the old one does not, and the old sessions are over", async () => {
    const ann = await server.newUser("forgetful");
    const socket = await server.connect(ann);
    const { status } = await act("admin.resetPassword", { userId: ann.user.id, password: "fresh horse" });
    expect(status).toBe(200);
    expect((await socket.closed).code).toBe(4501);
    expect((await logIn(ann)).status).toBe(401);
    expect((await logIn(ann, "fresh horse")).status).toBe(200);
    expect((await act("admin.resetPassword", { userId: 999_999_999, password })).status).toBe(404);
  });

  test("[ADM-7] a new role holds from the next sign-in on, and no token of the old role goes on", async () => {
    const ann = await server.newUser("promoted");
    const { body } = await act("admin.setRole", { userId: ann.user.id, role: "admin" });
    expect(body.user.role).toBe("admin");
    expect((await server.post("account.me", {}, ann.accessToken)).status).toBe(401);
    const { body: promoted } = await logIn(ann);
    expect((await act("admin.listUsers", {}, promoted)).status).toBe(200);
    await act("admin.setRole", { userId: ann.user.id, role: "user" });
    expect((await act("admin.listUsers", {}, promoted)).status).toBe(401);
    const { body: demoted } = await logIn(ann);
    expect((await act("admin.listUsers", {}, demoted)).status).toBe(403);
    await act("admin.setRole", { userId: ann.user.id, role: "user" });
    expect((await server.post("account.me", {}, demoted.accessToken)).status).toBe(200);
  });

  test("[ADM-11] what is given of an account is changed, all of it or nothing, and the devices are told", async () => {
    const [ann, other] = [await server.newUser("before"), await server.newUser("other")];
    const userId = ann.user.id;
    const socket = await server.connect(ann);
    const update = (changes: object) => act("admin.updateUser", { userId, ...changes });
    const username = `after_${userId}`;
    const email = `after${userId}@example.com`;
    const { body } = await update({ username, nickname: " 王小明 ", avatar: "/ann.png", email });
    expect(body.user).toMatchObject({ id: userId, username, nickname: "王小明", avatar: "/ann.png", email });
    await socket.push((push) => push.ev === "account.changed" && push.account.username === username);
    expect((await update({ avatar: null })).body.user).toMatchObject({ username, avatar: null, email });
    const taken = await update({ nickname: "Nothing", username: other.user.username });
    expect(taken.body.error.code).toBe("username_taken");
    const mine = { userId: other.user.id, email: `other${userId}@example.com` };
    expect((await act("admin.updateUser", mine)).body.user?.email).toBe(mine.email);
    const known = await update({ nickname: "Nothing", email: `OTHER${userId}@example.com` });
    expect(known.body.error.code).toBe("conflict");
    const { user } = (await act("admin.getUser", { userId })).body;
    expect(user).toMatchObject({ username, nickname: "王小明", email });
    expect((await server.post("account.me", {}, ann.accessToken)).body.user).toMatchObject({ username });
    expect((await server.post("account.login", { username, password })).status).toBe(200);
    expect((await logIn(ann)).status).toBe(401);
    expect((await act("admin.listUsers", { query: "小明" })).body.users.at(-1)).toEqual(user);
    expect((await act("admin.listUsers", { query: email })).body.users).toEqual([user]);
    const found = async () =>
      (await server.post("user.search", { query: "小明" }, other.accessToken)).body.users;
    expect((await found()).map(({ id }: { id: number }) => id)).toEqual([userId]);
    await act("admin.disableUser", { userId });
    await update({ nickname: "Renamed" });
    await act("admin.enableUser", { userId });
    expect(await found()).toEqual([]);
    socket.close();
  });

  test("[ADM-8] a deleted user is erased, the messages stay, and the name is free", async () => {
    const ann = await server.newUser("forgotten");
    const bob = await newCaller(server, "rememberer");
    const { conversation } = await bob.socket.call("conversation.openDirect", { userId: ann.user.id });
    const content = { type: "text", text: "what stays" };
    const message = { conversationId: conversation.id, id: Bun.randomUUIDv7(), content };
    expect((await server.post("message.send", message, ann.accessToken)).status).toBe(200);
    const socket = await server.connect(ann);
    expect((await act("admin.deleteUser", { userId: ann.user.id })).status).toBe(200);
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "account_deleted" });
    expect((await logIn(ann)).status).toBe(401);
    const { user, devices } = (await act("admin.getUser", { userId: ann.user.id })).body;
    expect(user).toMatchObject({ nickname: "deleted user", isEnabled: false, hasPassword: false });
    expect(user.deletedAt).toBeGreaterThan(0);
    expect(JSON.stringify([user, devices])).not.toContain("forgotten");
    expect((await act("admin.listUsers", { query: ann.user.username })).body.users).toEqual([]);
    const { messages } = await bob.socket.call("message.list", { conversationId: conversation.id });
    expect(messages.at(-1)).toMatchObject({ senderId: ann.user.id, content });
    for (const [name, args] of [
      ["admin.deleteUser", {}],
      ["admin.disableUser", {}],
      ["admin.enableUser", {}],
      ["admin.setRole", { role: "user" }],
      ["admin.resetPassword", { password }],
    ] as const) {
      const error = await refusedByBoth(server, boss, name, { userId: ann.user.id, ...args });
      expect([name, error.code]).toEqual([name, "not_found"]);
    }
    const again = await server.post("account.register", { username: ann.user.username, password });
    expect(again.status).toBe(200);
    bob.socket.close();
  });
});

describe("the audit log", () => {
  for (const name of adminWrites) {
    test(`[ADM-3] ${name} leaves an entry, and leaves none when it is refused`, async () => {
      const began = Date.now();
      const target = await server.newUser("target");
      const known = adminActs[name];
      if (known === undefined) throw new Error(`say in support/admin-acts.ts how ${name} is called`);
      const args = await known.args({ server, admin: boss.user, target });
      const before = await audit();
      const { status, body } = await act(name, args);
      expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
      const [entry, ...older] = await audit();
      expect(older.slice(0, 20)).toEqual(before.slice(0, 20));
      expect(entry).toMatchObject({ action: name, actorId: boss.user.user.id });
      expect(entry?.address).toMatch(/127\.0\.0\.1|::1/);
      expect(entry?.at).toBeGreaterThanOrEqual(began);
      expect(JSON.stringify(entry)).not.toContain("horse");
      const refused = await act(name, known.refused);
      expect(refused.body.error.code).toMatch(/not_found|username_taken|invalid_arguments/);
      expect((await audit())[0]).toEqual(entry as AuditEntry);
    });
  }

  test("[ADM-10] mails of the outbox folder are shown to administrators, who are seen to look", async () => {
    const email = "reader@example.com";
    expect((await server.post("account.sendCode", { email, purpose: "register" })).status).toBe(200);
    const mails = async () => (await act("admin.listMails", {})).body.mails;
    while ((await mails()).length === 0) await Bun.sleep(20);
    const [mail] = await mails();
    expect(mail).toMatchObject({ to: email });
    expect(mail.text).toMatch(/\b[0-9]{6}\b/);
    expect((await audit())[0]).toMatchObject({ action: "admin.listMails", details: { count: 1 } });
    expect(JSON.stringify(await audit())).not.toContain(email);
  });

  test("[ADM-12] the claim of the first administrator is an entry", async () => {
    const entries = await audit({ action: "setup.claim" });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ id: 1, actorId: boss.user.user.id, targetKind: "user" });
  });

  test("[ADM-3] [SEC-40] the database refuses to change, remove or replace an entry", async () => {
    await act("admin.enableUser", { userId: boss.user.user.id });
    const before = await audit();
    const statements = [
      "update audit_log set actor_id = 1",
      "update audit_log set details = '{}' where id = 1",
      "delete from audit_log",
      "delete from audit_log where id = 1",
    ];
    for (const statement of statements) {
      await expect(server.runStatement(statement)).rejects.toThrow("append-only");
    }
    const columns = "id, actor_id, action, target_kind, target_id, details, address, at";
    const replacing = `into audit_log (${columns}) values (1, 1, '', '', '', '{}', '', 1)`;
    await expect(server.runStatement(`insert or replace ${replacing}`)).rejects.toThrow();
    await expect(server.runStatement("truncate audit_log")).rejects.toThrow();
    expect(await audit()).toEqual(before);
  });

  test("[ADM-4] entries are filtered by actor, operation and target, and come in pages", async () => {
    const other = await newAdmin("other_admin");
    const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    await act("admin.disableUser", { userId: ann.user.id }, other);
    await act("admin.enableUser", { userId: ann.user.id });
    await act("admin.disableUser", { userId: bob.user.id });
    const actions = async (filter: object) => (await audit(filter)).map(({ action }) => action);
    const ofAnn = { targetKind: "user", targetId: String(ann.user.id) };
    expect(await actions(ofAnn)).toEqual(["admin.enableUser", "admin.disableUser"]);
    expect(await actions({ ...ofAnn, actorId: other.user.id })).toEqual(["admin.disableUser"]);
    expect(await actions({ ...ofAnn, action: "admin.enableUser" })).toEqual(["admin.enableUser"]);
    const page = await audit({ limit: 2 });
    expect(page).toHaveLength(2);
    const next = await audit({ limit: 2, beforeId: page[1]?.id });
    expect([...page, ...next]).toEqual((await audit()).slice(0, 4));
  });
});
