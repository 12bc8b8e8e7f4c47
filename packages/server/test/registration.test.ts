import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { limits, type SignedIn } from "@parley/protocol";
import { Mailbox } from "./support/mailbox.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

// Many of these start a server of their own, on PostgreSQL with a database of its own.
setDefaultTimeout(60_000);

const password = "correct horse";
const codeOf = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code;
let counter = 0;
const newName = () => `newcomer_${counter++}`;

async function claimAdmin(server: TestServer): Promise<SignedIn> {
  const args = { code: server.setupCode ?? "", username: "the_admin", password };
  const { body, status } = await server.post("setup.claim", args);
  expect(status).toBe(200);
  return body;
}

describe("registration", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test("[ACC-20] a password that is guessed first is refused, and one is named as such", async () => {
    const username = newName();
    for (const [chosen, isRefused] of [
      ["password123", true],
      ["PASSWORD123", true],
      ["ｐａｓｓｗｏｒｄ１２３", true],
      ["12345678", true],
      ["qwertyuiop", true],
      [username.toUpperCase(), true],
      ["12345678z!", false],
    ] as const) {
      const answer = await server.post("account.register", { username, password: chosen });
      const details = isRefused ? { path: "/password", reason: "common" } : undefined;
      expect([chosen, answer.status, answer.body.error?.details]).toEqual([
        chosen,
        isRefused ? 400 : 200,
        details,
      ]);
    }
    const claim = { code: server.setupCode ?? "", username: newName(), password: "iloveyou1" };
    expect(codeOf(await server.post("setup.claim", claim))).toBe("invalid_arguments");
  });

  test("[ACC-34] [SEC-28] fields that are not asked for change nothing, whatever they are called", async () => {
    const [example = {}] = await server.rows("select * from users");
    const sample = (await server.newUser("sample")).user;
    const columns = (await server.rows(`select * from users where id = ${sample.id}`))[0] ?? example;
    const asked = new Set(["username", "nickname", "email"]);
    const planted: Record<string, unknown> = { isEnabled: false, isAdmin: true, roles: ["admin"] };
    for (const name of Object.keys(columns)) {
      if (asked.has(name)) continue;
      const value = name === "role" ? "admin" : typeof columns[name] === "number" ? 7 : "planted";
      planted[name] = value;
      planted[name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())] = value;
    }
    expect(Object.keys(planted).length).toBeGreaterThan(25);
    const username = newName();
    const answer = await server.post("account.register", { ...planted, username, password });
    expect(answer.status).toBe(200);
    expect(answer.body.user).toMatchObject({ username, nickname: username, role: "user", avatar: null });
    const id = answer.body.user.id;
    const [row = {}] = await server.rows(`select * from users where id = ${id}`);
    const differing = Object.keys(row).filter((name) => String(row[name]) !== String(columns[name]));
    // What differs from another new user is what each has for itself.
    const own = ["id", "uuid", "username", "username_key", "nickname", "nickname_key", "password_hash"];
    const mayDiffer = new Set([...own, "created_at", "last_active_at", "sort_key"]);
    expect(differing.filter((name) => !mayDiffer.has(name))).toEqual([]);
    expect(JSON.stringify(row)).not.toContain("planted");
  });
});

describe("registration by policy", () => {
  test("[ACC-32] [ACC-33] by invitation, with its code and as often as it says", async () => {
    const server = await startTestServer({ registration: "invitation" });
    const admin = await claimAdmin(server);
    const token = admin.accessToken;
    const register = (inviteCode?: string) =>
      server.post("account.register", { username: newName(), password, inviteCode });
    expect((await register()).body.error).toMatchObject({
      code: "forbidden",
      details: { registration: "invitation" },
    });
    expect((await register("no such code")).body.error).toMatchObject({
      code: "code_invalid",
      details: { path: "/inviteCode" },
    });
    const { body } = await server.post("registrationInvite.create", { note: "for two", uses: 2 }, token);
    expect(body.code).toMatch(/^[\w-]{43}$/);
    expect(body.invite).toMatchObject({ note: "for two", usesLeft: 2, createdBy: admin.user.id });
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(body.code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 401, 401, 401]);
    const user = answers.find(({ status }) => status === 200)?.body as SignedIn;

    const second = (await server.post("registrationInvite.create", {}, token)).body;
    const listed = await server.post("registrationInvite.list", {}, token);
    expect(listed.body.invites.map((invite: { id: string }) => invite.id)).toEqual([
      second.invite.id,
      body.invite.id,
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(second.code);
    expect(JSON.stringify(await server.rows("select * from registration_invites"))).not.toContain(
      second.code,
    );
    const revoked = await server.post("registrationInvite.revoke", { id: second.invite.id }, token);
    expect(revoked.body.invite.revokedAt).toBeNumber();
    expect(codeOf(await register(second.code))).toBe("code_invalid");
    const unknown = { id: Bun.randomUUIDv7() };
    expect(codeOf(await server.post("registrationInvite.revoke", unknown, token))).toBe("not_found");
    const past = (await server.post("registrationInvite.create", {}, token)).body;
    await server.runStatement(
      `update registration_invites set expires_at = 1 where id = '${past.invite.id}'`,
    );
    expect(codeOf(await register(past.code))).toBe("code_invalid");

    await server.runStatement(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${limits.openInvitesMax})
       insert into registration_invites (id, code_digest, created_by, created_at, expires_at, uses_left)
       select 'seeded ' || i, 'seeded ' || i, 1, 1, 4000000000000, 1 from n`,
    );
    expect(codeOf(await server.post("registrationInvite.create", {}, token))).toBe("limit_reached");
    await server.runStatement("delete from registration_invites where id = 'seeded 1'");
    expect((await server.post("registrationInvite.create", {}, token)).status).toBe(200);

    for (const operation of ["create", "list", "revoke"]) {
      const args = operation === "revoke" ? unknown : {};
      const answer = await server.post(`registrationInvite.${operation}`, args, user.accessToken);
      expect(codeOf(answer)).toBe("forbidden");
    }
    const audited = await server.rows("select action from audit_log order by id");
    expect(audited.map(({ action }) => action)).toContain("registrationInvite.revoke");
    await server.stop();
  });

  test("[ACC-33] a name that is taken costs an invitation nothing", async () => {
    const server = await startTestServer({ registration: "invitation" });
    const admin = await claimAdmin(server);
    const { body } = await server.post("registrationInvite.create", {}, admin.accessToken);
    const register = (username: string) =>
      server.post("account.register", { username, password, inviteCode: body.code });
    expect(codeOf(await register("The_Admin"))).toBe("username_taken");
    expect((await register(newName())).status).toBe(200);
    await server.stop();
  });

  test("[ACC-32] by e-mail domain, with a code for an address in one of them", async () => {
    const server = await startTestServer({
      registration: "email-domain",
      registrationEmailDomains: "x.test, Y.test",
      codeTtlMs: 600_000,
    });
    const mailbox = new Mailbox(server);
    const send = (email: string) => server.post("account.sendCode", { email, purpose: "register" });
    const refusal = { code: "forbidden", details: { registration: "email-domain" } };
    for (const email of ["a@z.test", "a@sub.x.test", "a@xx.test"]) {
      expect((await send(email)).body.error).toMatchObject(refusal);
    }
    const bare = await server.post("account.register", { username: newName(), password });
    expect(bare.body.error).toMatchObject(refusal);
    const email = "ann@Y.TEST";
    expect((await send(email)).status).toBe(200);
    const args = { username: newName(), password, email, code: await mailbox.code(email) };
    const elsewhere = { ...args, email: "ann@z.test" };
    expect((await server.post("account.register", elsewhere)).body.error).toMatchObject(refusal);
    expect((await server.post("account.register", args)).status).toBe(200);
    await server.stop();
  });

  test("[ACC-10] [ACC-32] closed to everybody, also by code, while the first administrator can still be made", async () => {
    const server = await startTestServer({ registration: "closed" });
    const args = { username: newName(), password };
    expect(codeOf(await server.post("account.register", args))).toBe("forbidden");
    const code = { email: "a@x.test", purpose: "register" };
    expect(codeOf(await server.post("account.sendCode", code))).toBe("forbidden");
    await claimAdmin(server);
    await server.stop();
  });
});
