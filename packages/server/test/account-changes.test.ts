import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { Mailbox } from "./support/mailbox.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

// Many of these start a server of their own, on PostgreSQL with a database of its own.
setDefaultTimeout(120_000);

const password = "correct horse";
const codeOf = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code;

describe("changes of an account", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());
  const login = (username: string, chosen = password) =>
    server.post("account.login", { username, password: chosen });

  test("[ACC-35] a name, an address and a phone number all sign in, in the one field", async () => {
    const { user } = await server.newUser("many_names");
    await server.runStatement(
      `update users set email = 'Ann@X.test', email_key = 'ann@x.test', phone = '+8613800000001' where id = ${user.id}`,
    );
    for (const name of [user.username, "ANN@x.TEST", "+8613800000001", "+86 138-0000-0001"]) {
      expect([name, (await login(name)).body.user?.id]).toEqual([name, user.id]);
    }
    const digits = await server.post("account.register", { username: "8613900000002", password });
    await server.runStatement(`update users set phone = '8613900000002' where id = ${user.id}`);
    expect((await login("8613900000002")).body.user.id).toBe(digits.body.user.id);
    for (const name of ["nobody@x.test", "+8613800000009", "", "@"]) {
      expect([name, codeOf(await login(name))]).toEqual([
        name,
        name === "" ? "invalid_arguments" : "credentials_invalid",
      ]);
    }
  });

  test("[ACC-37] another password asks for the old one, and signs out every other device", async () => {
    const first = await server.newUser("changer");
    const second: SignedIn = (await login(first.user.username)).body;
    const [here, there] = [await server.connect(first), await server.connect(second)];
    const change = (oldPassword: string, newPassword = "another horse") =>
      server.post("account.changePassword", { oldPassword, newPassword }, first.accessToken);
    expect(codeOf(await change("wrong horse"))).toBe("credentials_invalid");
    expect((await change(password, "password123")).body.error.details).toEqual({
      path: "/newPassword",
      reason: "common",
    });
    expect(await change(password)).toEqual({ status: 200, body: {} });
    expect(await there.push((push) => push.ev === "forceLogout")).toMatchObject({
      reason: "password_changed",
    });
    await there.closed;
    expect(codeOf(await server.post("account.me", {}, second.accessToken))).toBe("unauthenticated");
    expect(codeOf(await server.post("account.refresh", { refreshToken: second.refreshToken }))).toBe(
      "credentials_invalid",
    );
    expect((await here.call("account.me")).user.id).toBe(first.user.id);
    expect(codeOf(await login(first.user.username))).toBe("credentials_invalid");
    expect((await login(first.user.username, "another horse")).status).toBe(200);
    here.close();
  });

  test("[ACC-37] of two changes at once one holds, and the other is told so", async () => {
    const { accessToken, user } = await server.newUser("racer");
    const chosen = ["another horse", "different horse", "third horse 3"];
    const answers = await Promise.all(
      chosen.map((newPassword) =>
        server.post("account.changePassword", { oldPassword: password, newPassword }, accessToken),
      ),
    );
    const won = answers.findIndex(({ status }) => status === 200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await login(user.username, chosen[won])).status).toBe(200);
  });

  test("[ACC-40] [ACC-41] another username is signed in with at once, is told to one's devices, and frees the earlier", async () => {
    const ann = await server.newUser("renamed");
    const socket = await server.connect(ann);
    const username = `Newname_${ann.user.id}`;
    const pushed = socket.push((push) => push.ev === "account.changed");
    const { body } = await server.post("account.changeUsername", { username }, ann.accessToken);
    expect(body.user).toEqual({ ...ann.user, username });
    expect(await pushed).toMatchObject({ actorId: ann.user.id, account: { username, email: null } });
    expect((await login(username)).body.user.id).toBe(ann.user.id);
    expect(codeOf(await login(ann.user.username))).toBe("credentials_invalid");
    const bob = await server.newUser("other");
    const take = (name: string) => server.post("account.changeUsername", { username: name }, bob.accessToken);
    expect(codeOf(await take(username.toUpperCase()))).toBe("username_taken");
    expect((await take(ann.user.username)).status).toBe(200);
    expect((await take(ann.user.username.toUpperCase())).body.user.username).toBe(
      ann.user.username.toUpperCase(),
    );
    socket.close();
  });
});

describe("limits of changes", () => {
  test("[ACC-40] a name is changed five times a day at most", async () => {
    const server = await startTestServer({ rateLimitFactor: 1 });
    const { accessToken, user } = await server.newUser("fickle");
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < 7; index += 1) {
      const args = { username: `fickle_${user.id}_${index}` };
      codes.push(codeOf(await server.post("account.changeUsername", args, accessToken)));
    }
    expect(codes.slice(0, 5)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(codes[6]).toBe("rate_limited");
    await server.stop();
  });
});

describe("an account that is deleted", () => {
  /** Somebody with a name in every place that can hold one; each identifier occurs nowhere else. */
  async function newPerson(server: TestServer) {
    const mailbox = new Mailbox(server);
    const mark = `zq${crypto.randomUUID().replaceAll("-", "").slice(0, 8)}`;
    const email = `${mark}mail@x.test`;
    await server.post("account.sendCode", { email, purpose: "register" });
    const args = {
      ...{
        username: `${mark}name`,
        nickname: `${mark}nick`,
        password,
        email,
        code: await mailbox.code(email),
      },
      device: { id: crypto.randomUUID(), name: `${mark}device`, platform: "web" },
    };
    const { body, status } = await server.post("account.register", args);
    expect(status).toBe(200);
    await fillColumns(server, body.user.id, mark);
    return {
      person: body as SignedIn,
      mark,
      email,
      identifiers: [body.user.uuid, args.device.id] as string[],
    };
  }

  /** What other operations would put there. */
  async function fillColumns(server: TestServer, userId: number, mark: string): Promise<void> {
    await server.runStatement(`update users set phone = '${mark}phone', bio = '${mark}bio', avatar = '${mark}avatar',
      location = '${mark}location', website = '${mark}website', birthday = '${mark}birthday', sort_key = '${mark}sort',
      secret_digest = '${mark}secret' where id = ${userId}`);
    await server.runStatement(`update sessions set address = '${mark}address' where user_id = ${userId}`);
    const id = () => crypto.randomUUID();
    for (const statement of [
      `insert into user_tokens (token, user_id) values ('${mark}token', ${userId})`,
      `insert into user_settings (user_id, section, value) values (${userId}, 'client', '"${mark}setting"')`,
      `insert into second_factors (user_id, secret, recovery_digests, last_step) values (${userId}, '${mark}totp', '[]', 0)`,
      `insert into identities (issuer, subject, user_id, created_at) values ('i', '${mark}subject', ${userId}, 1)`,
      `insert into complaints (user_id, target, reason, body, images, quotes, status, created_at, changed_at)
        values (${userId}, '{}', 'spam', '${mark}complaint', '[]', '[]', 'open', 1, 1)`,
      `insert into auto_answers (user_id, question, answer, is_enabled, created_at)
        values (${userId}, '${mark}question', '${mark}answer', 1, 1)`,
      `insert into due_messages (id, conversation_id, sender_id, body, due_at)
        values ('${id()}', 1, ${userId}, '{"type":"text","text":"${mark}due"}', 4000000000000)`,
      `insert into registration_invites (id, code_digest, note, created_by, created_at, expires_at, uses_left)
        values ('${id()}', '${id()}', '${mark}note', ${userId}, 1, 2, 1)`,
    ]) {
      await server.runStatement(statement);
    }
  }

  async function everything(server: TestServer): Promise<string> {
    const isPostgres = process.env.PARLEY_TEST_DATABASE === "postgres";
    const tables = await server.rows(
      isPostgres
        ? "select table_name as name from information_schema.tables where table_schema = current_schema()"
        : "select name from sqlite_master where type = 'table'",
    );
    expect(tables.length).toBeGreaterThan(20);
    const texts: string[] = [];
    for (const { name } of tables) {
      texts.push(`${name}: ${JSON.stringify(await server.rows(`select * from "${name}"`))}`);
    }
    return texts.join("\n");
  }

  test("[ACC-42] [DP-08] leaves none of its identifiers in any table", async () => {
    const server = await startTestServer({ codeTtlMs: 600_000, deletedMessages: "erase" });
    const friend = await server.newUser("friend");
    const { person, mark, email, identifiers } = await newPerson(server);
    const token = person.accessToken;
    const asked = { userId: friend.user.id, message: `${mark}hello`, remark: `${mark}remark` };
    const { status } = await server.post("contact.request", asked, token);
    expect(status).toBe(200);
    const requests = await server.post("contact.requests.list", {}, friend.accessToken);
    const requestId = requests.body.requests[0].id;
    await server.post("contact.answer", { requestId, answer: "accept" }, friend.accessToken);
    const { body } = await server.post("conversation.openDirect", { userId: friend.user.id }, token);
    const conversationId = body.conversation.id;
    for (let index = 0; index < 3; index += 1) {
      const content = { type: "text", text: `${mark}message${index}` };
      await server.post("message.send", { conversationId, id: Bun.randomUUIDv7(), content }, token);
    }
    await server.post("account.sendCode", { email, purpose: "reset" });
    const before = await everything(server);
    expect(before.split(mark).length).toBeGreaterThan(30);

    const socket = await server.connect(person);
    const watcher = await server.connect(friend);
    expect(codeOf(await server.post("account.delete", { password: "wrong horse" }, token))).toBe(
      "credentials_invalid",
    );
    const isRecalled = () => watcher.pushes.filter(({ ev }) => ev === "message.recalled").length === 3;
    const recalls = watcher.until(isRecalled);
    expect(await server.post("account.delete", { password }, token)).toEqual({ status: 200, body: {} });
    expect(await socket.push((push) => push.ev === "forceLogout")).toMatchObject({
      reason: "account_deleted",
    });
    await socket.closed;
    await recalls;
    const after = await everything(server);
    const hits = after
      .split("\n")
      .filter((table) => [mark, ...identifiers].some((one) => table.includes(one)));
    expect(hits).toEqual([]);

    expect(codeOf(await server.post("account.login", { username: `${mark}name`, password }))).toBe(
      "credentials_invalid",
    );
    expect(codeOf(await server.post("account.refresh", { refreshToken: person.refreshToken }))).toBe(
      "credentials_invalid",
    );
    expect(codeOf(await server.post("account.me", {}, token))).toBe("unauthenticated");
    const again = await server.post("account.register", { username: `${mark}name`, password });
    expect(again.status).toBe(200);
    expect(again.body.user.id).not.toBe(person.user.id);
    watcher.close();
    await server.stop();
  });

  test("[ACC-43] keeps its messages as those of a deleted user, if the server is set so", async () => {
    const server = await startTestServer();
    const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    const conversationId = body.conversation.id;
    const content = { type: "text", text: "kept" };
    await server.post("message.send", { conversationId, id: Bun.randomUUIDv7(), content }, ann.accessToken);
    expect((await server.post("account.delete", { password }, ann.accessToken)).status).toBe(200);
    const page = await server.post("message.list", { conversationId }, bob.accessToken);
    expect(page.body.messages.at(-1)).toMatchObject({ senderId: ann.user.id, content });
    const { body: listed } = await server.post("user.list", { userIds: [ann.user.id] }, bob.accessToken);
    expect(listed.users).toMatchObject([{ id: ann.user.id, nickname: "deleted user" }]);
    expect(JSON.stringify(listed)).not.toContain(ann.user.username);
    await server.stop();
  });

  test("[ACC-42] the last administrator stays", async () => {
    const server = await startTestServer();
    const args = { code: server.setupCode ?? "", username: "only_admin", password };
    const { body } = await server.post("setup.claim", args);
    expect(codeOf(await server.post("account.delete", { password }, body.accessToken))).toBe("conflict");
    expect((await server.post("account.me", {}, body.accessToken)).status).toBe(200);
    await server.stop();
  });

  test("[ACC-43] a restart goes on with what was being erased", async () => {
    const server = await startTestServer({ deletedMessages: "erase" });
    const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    const conversationId = body.conversation.id;
    const client = await server.connect(ann);
    for (let round = 0; round < 5; round += 1) {
      const sends = Array.from({ length: 50 }, (_, index) => {
        const content = { type: "text", text: `secret ${round} ${index}` };
        return client.call("message.send", { conversationId, id: Bun.randomUUIDv7(), content });
      });
      await Promise.all(sends);
    }
    await server.post("account.delete", { password }, ann.accessToken);
    await server.restart();
    const watcher = await server.connect(bob);
    const left = async () => {
      const [row] = await server.rows("select count(*) as count from erasures");
      return Number(row?.count);
    };
    while ((await left()) > 0) await Bun.sleep(20);
    const [row] = await server.rows("select count(*) as count from log where body like '%secret%'");
    expect(Number(row?.count)).toBe(0);
    const heads = await server.post("sync.heads", {}, bob.accessToken);
    const head = heads.body.heads.find(
      (one: { conversation: { id: number } }) => one.conversation.id === conversationId,
    );
    expect(head).toMatchObject({ unread: 0 });
    watcher.close();
    await server.stop();
  });
});

describe("an export", () => {
  test("[ACC-44] [DP-07] holds all that is one's own and nothing of others", async () => {
    const server = await startTestServer();
    const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    const everyone = [ann.user.id, bob.user.id];
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    const { body: group } = await server.post(
      "group.create",
      { name: "a group", memberIds: [bob.user.id] },
      ann.accessToken,
    );
    const send = async (from: SignedIn, conversationId: number, text: string) => {
      const id = Bun.randomUUIDv7();
      const args = { conversationId, id, content: { type: "text", text } };
      expect((await server.post("message.send", args, from.accessToken)).status).toBe(200);
      return id;
    };
    const ids: string[] = [];
    for (const conversationId of [body.conversation.id, group.conversation.id]) {
      for (let index = 0; index < 3; index += 1) {
        ids.push(await send(ann, conversationId, `annmark ${index}`));
        await send(bob, conversationId, `bobmark ${index}`);
      }
    }
    await server.runStatement(
      `update users set bio = 'bobmark', email = 'bobmark@x.test' where id = ${bob.user.id}`,
    );
    await server.runStatement(
      `update users set bio = 'annmark', phone = '+4912345' where id = ${ann.user.id}`,
    );
    for (const userId of everyone) {
      const mark = userId === ann.user.id ? "annmark" : "bobmark";
      const other = userId === ann.user.id ? bob.user.id : ann.user.id;
      for (const statement of [
        `insert into user_settings (user_id, section, value) values (${userId}, 'client', '{"theme":"${mark}"}')`,
        `insert into contacts (user_id, contact_id, is_contact, remark, tags, since) values (${userId}, ${other}, 1, '${mark}', '["${mark}"]', 1)`,
        `insert into contact_requests (from_id, to_id, message, remark, status, created_at) values (${userId}, ${other}, '${mark}', null, 'ignored', 1)`,
        `insert into complaints (user_id, target, reason, body, images, quotes, status, created_at, changed_at)
          values (${userId}, '{"kind":"user"}', 'spam', '${mark}', '[]', '["bobmark"]', 'open', 1, 1)`,
        `insert into auto_answers (user_id, question, answer, is_enabled, created_at) values (${userId}, '${mark}', 'x', 1, 1)`,
      ]) {
        await server.runStatement(statement);
      }
    }
    const pages: { section: string; items: Record<string, unknown>[]; next: string | null }[] = [];
    for (let cursor: string | null | undefined; cursor !== null; cursor = pages.at(-1)?.next) {
      const page = await server.post(
        "account.export",
        cursor === undefined ? {} : { cursor },
        ann.accessToken,
      );
      expect(page.status).toBe(200);
      pages.push(page.body);
    }
    const all = JSON.stringify(pages);
    for (const secret of ["bobmark", "password", "argon2", "digest", bob.user.username]) {
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
    }
    const items = (section: string) =>
      pages.filter((page) => page.section === section).flatMap((page) => page.items);
    expect(items("account")).toMatchObject([{ id: ann.user.id, bio: "annmark", phone: "+4912345" }]);
    expect(items("sessions")).toMatchObject([{ endedAt: null }]);
    expect(items("settings")).toEqual([{ section: "client", value: { theme: "annmark" } }]);
    expect(items("contacts")).toMatchObject([{ userId: bob.user.id, isContact: true, tags: ["annmark"] }]);
    expect(items("contactRequests")).toMatchObject([{ toId: bob.user.id, status: "pending" }]);
    expect(items("complaints")).toMatchObject([{ body: "annmark", target: { kind: "user" } }]);
    expect(items("autoAnswers")).toMatchObject([{ question: "annmark", isEnabled: true }]);
    expect(items("messages").map(({ id }) => id)).toEqual(ids);
    await server.stop();
  });

  test("[ACC-44] [INV-24] goes on page by page over many records and large ones", async () => {
    const server = await startTestServer();
    const ann = await server.newUser("ann");
    const bob = await server.newUser("bob");
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    const conversationId = body.conversation.id;
    const client = await server.connect(ann);
    const ids: string[] = [];
    for (let index = 0; index < 450; index += 1) {
      const id = Bun.randomUUIDv7();
      ids.push(id);
      const content = { type: "text", text: index < 40 ? "长".repeat(8_000) : "short" };
      await client.call("message.send", { conversationId, id, content });
    }
    const rows = Array.from({ length: 450 }, (_, index) => `(${ann.user.id}, ${1_000_000 + index}, 1)`);
    await server.runStatement(`insert into follows (follower_id, followed_id, at) values ${rows.join()}`);
    const seen: Record<string, unknown[]> = {};
    let cursor: string | null = "account";
    while (cursor !== null) {
      const {
        body: page,
      }: { body: { section: string; items: { id?: string; userId?: number }[]; next: string | null } } =
        await server.post("account.export", { cursor }, ann.accessToken);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(300 * 1024);
      seen[page.section] = [
        ...(seen[page.section] ?? []),
        ...page.items.map((item) => item.id ?? item.userId),
      ];
      cursor = page.next;
    }
    expect(seen.messages).toEqual(ids);
    expect(seen.following).toEqual(Array.from({ length: 450 }, (_, index) => 1_000_000 + index));
    for (const wrong of ["nothing", "messages.1", "messages.a.b", "account;", "sessions.'"]) {
      const answer = await server.post("account.export", { cursor: wrong }, ann.accessToken);
      expect([wrong, codeOf(answer)]).toEqual([wrong, "invalid_arguments"]);
    }
    client.close();
    await server.stop();
  }, 120_000);
});
