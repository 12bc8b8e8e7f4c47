import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { SignedIn } from "@parley/protocol";
import { Mailbox } from "./support/mailbox.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

// Many of these start a server of their own, on PostgreSQL with a database of its own.
setDefaultTimeout(60_000);

const password = "correct horse";
let counter = 0;
const newAddress = () => `person${counter++}@x.test`;
const codeOf = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code;
/** A code that is not the given one. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("codes by e-mail", () => {
  let server: TestServer;
  let mailbox: Mailbox;
  beforeAll(async () => {
    server = await startTestServer({ codeTtlMs: 600_000 });
    mailbox = new Mailbox(server);
  });
  afterAll(() => server.stop());

  const send = (email: string, purpose: string, token?: string) =>
    server.post("account.sendCode", { email, purpose }, token);
  const register = (args: object) =>
    server.post("account.register", { username: `user_${counter++}`, password, ...args });
  /** Somebody whose account has an address. */
  const newOwner = async (email = newAddress()): Promise<SignedIn & { email: string }> => {
    await send(email, "register");
    const code = await mailbox.code(email, mailbox.to(email).length || 1);
    const { status, body } = await register({ email, code });
    expect(status).toBe(200);
    return { ...body, email };
  };

  test("[ACC-22] [ACC-31] a code of six digits is mailed, and makes an account with the address, once", async () => {
    const email = newAddress();
    expect(await send(email, "register")).toEqual({ status: 200, body: { ttlMs: 600_000 } });
    const code = await mailbox.code(email);
    expect(code).toMatch(/^[0-9]{6}$/);
    const { body, status } = await register({ email, code });
    expect(status).toBe(200);
    const login = await server.post("account.login", { username: email.toUpperCase(), password });
    expect(login.body.user).toEqual(body.user);
    expect(codeOf(await register({ email, code }))).toBe("code_invalid");
  });

  test("[ACC-31] an address without a code, or a code without an address, makes no account", async () => {
    const email = newAddress();
    expect((await register({ email })).body.error).toMatchObject({
      code: "invalid_arguments",
      details: { path: "/code" },
    });
    expect((await register({ code: "123456" })).body.error).toMatchObject({
      code: "invalid_arguments",
      details: { path: "/email" },
    });
    expect(codeOf(await register({ email, code: "123456" }))).toBe("code_invalid");
  });

  test("[ACC-22] a code holds for its purpose, its address and the newest alone", async () => {
    const { email } = await newOwner();
    await send(email, "reset");
    const first = await mailbox.code(email, 2);
    expect(codeOf(await register({ email, code: first }))).toBe("code_invalid");
    const elsewhere = { email: newAddress(), code: first, newPassword: "another horse" };
    expect(codeOf(await server.post("account.resetPassword", elsewhere))).toBe("code_invalid");
    await send(email, "reset");
    const second = await mailbox.code(email, 3);
    const reset = (code: string) =>
      server.post("account.resetPassword", { email, code, newPassword: "another horse" });
    if (first !== second) expect(codeOf(await reset(first))).toBe("code_invalid");
    expect((await reset(second)).status).toBe(200);
  });

  test("[ACC-23] [SEC-18] of 1,000 guesses at once five are tried, and then the right one is wrong too", async () => {
    const { email } = await newOwner();
    await send(email, "reset");
    const code = await mailbox.code(email, 2);
    const wrong = otherThan(code);
    const guess = (one: string) =>
      server.post("account.resetPassword", { email, code: one, newPassword: "another horse" });
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => guess(wrong)));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(["busy", "code_invalid"]));
    for (let tries = 0; tries < 5; tries += 1) await guess(wrong);
    expect(codeOf(await guess(code))).toBe("code_invalid");
    expect((await server.post("account.login", { username: email, password })).status).toBe(200);
    const [row] = await server.rows("select min(tries_left) as least from codes");
    expect(Number(row?.least)).toBe(0);
  }, 60_000);

  test("[ACC-23] the fifth try may still be right, a sixth not", async () => {
    for (const [wrongTries, status] of [
      [4, 200],
      [5, 401],
    ] as const) {
      const { email } = await newOwner();
      await send(email, "reset");
      const code = await mailbox.code(email, 2);
      const guess = (one: string) =>
        server.post("account.resetPassword", { email, code: one, newPassword: "another horse" });
      for (let index = 0; index < wrongTries; index += 1) {
        expect(codeOf(await guess(otherThan(code)))).toBe("code_invalid");
      }
      expect([wrongTries, (await guess(code)).status]).toEqual([wrongTries, status]);
    }
  });

  test("[ACC-24] neither a code nor an address can be read from what is kept of them", async () => {
    const email = newAddress();
    await send(email, "register");
    const code = await mailbox.code(email);
    const kept = JSON.stringify(await server.rows("select * from codes"));
    expect(kept).not.toContain(email);
    expect(kept).not.toContain(`"${code}"`);
    expect(server.logLines.join("")).not.toContain(email);
    expect(server.logLines.join("")).not.toContain(code);
  });

  test("[ACC-25] [SEC-19] who asks for a code learns nothing of who has an account, and the owner hears of it", async () => {
    const { email, user } = await newOwner();
    const stranger = newAddress();
    for (const purpose of ["register", "reset"]) {
      const answers = [await send(email, purpose), await send(stranger, purpose)];
      expect(answers[0]).toEqual(answers[1] as (typeof answers)[0]);
      const args = (address: string) =>
        purpose === "register"
          ? { username: `taker_${counter++}`, password, email: address, code: "000000" }
          : { email: address, code: "000000", newPassword: password };
      const operation = purpose === "register" ? "account.register" : "account.resetPassword";
      const tries = [await server.post(operation, args(email)), await server.post(operation, args(stranger))];
      expect(tries[0]).toEqual(tries[1] as (typeof tries)[0]);
    }
    await mailbox.newest(email, 3);
    expect(mailbox.to(email).map(({ subject }) => subject.replace(/^[0-9]{6}/, "N"))).toEqual([
      "N is your code for Parley",
      "You have an account on Parley",
      "N is your code for Parley",
    ]);
    // Nobody there to reset anything: only the registration sent something.
    await mailbox.newest(stranger, 1);
    expect(mailbox.to(stranger)).toHaveLength(1);
    expect(user.username).toStartWith("user_");
  });

  test("[ACC-30] an address is one account's, in whatever case", async () => {
    const { email } = await newOwner();
    const sessions = [await server.newUser("greedy"), await server.newUser("greedier")];
    await send(email.toUpperCase(), "bind", sessions[0]?.accessToken);
    expect((await mailbox.newest(email, 2)).subject).toBe("You have an account on Parley");
    const wanted = newAddress();
    const codes: string[] = [];
    for (const [index, { accessToken }] of sessions.entries()) {
      await send(wanted, "bind", accessToken);
      codes.push(await mailbox.code(wanted, index + 1));
    }
    const bind = (index: number) =>
      server.post(
        "account.bindEmail",
        { email: wanted, code: codes[index], password },
        sessions[index]?.accessToken,
      );
    const answers = [await bind(0), await bind(1)];
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
  });

  test("[ACC-30] [SEC-30] addresses that are none are refused", async () => {
    const refused = [
      "a@b",
      "@x.test",
      "a@x.test\r\nBcc: b@x.test",
      "a@x.test,b@x.test",
      "a b@x.test",
      '"a b"@x.test',
      "a..b@x.test",
      ".a@x.test",
      "a@-x.test",
      "a@x-.test",
      "a@[127.0.0.1]",
      "a@x.test ",
      "a@x.t",
      "Ann <a@x.test>",
      `${"a".repeat(65)}@x.test`,
      `a@${"x".repeat(64)}.test`,
      `a@${"x.".repeat(130)}test`,
      "王@x.test",
    ];
    for (const email of refused) {
      expect([email, codeOf(await send(email, "register"))]).toEqual([email, "invalid_arguments"]);
    }
    for (const email of ["a.b+c@x.test", `${"a".repeat(64)}@x.test`, "o'neil_1@a-b.xn--fiqs8s"]) {
      expect([email, (await send(email, "register")).status]).toEqual([email, 200]);
    }
  });

  test("[ACC-39] [SEC-20] an address is bound by a code of one's own and the password, and its predecessor is told", async () => {
    const owner = await newOwner();
    const { accessToken } = owner;
    const socket = await server.connect(owner);
    const other = await server.newUser("other");
    const email = newAddress();
    expect(codeOf(await send(email, "bind"))).toBe("unauthenticated");
    await send(email, "bind", accessToken);
    const code = await mailbox.code(email);
    const bind = (args: object, token = accessToken) =>
      server.post("account.bindEmail", { email, code, password, ...args }, token);
    // Asked for by one account, it is of no use to another.
    expect(codeOf(await bind({}, other.accessToken))).toBe("code_invalid");
    expect(codeOf(await bind({ password: "wrong horse" }))).toBe("credentials_invalid");
    expect(codeOf(await bind({ password: undefined }))).toBe("credentials_invalid");
    expect((await server.post("account.login", { username: owner.email, password })).status).toBe(200);
    const pushed = socket.push((push) => push.ev === "account.changed");
    expect(await bind({})).toEqual({ status: 200, body: {} });
    expect(await pushed).toMatchObject({ account: { username: owner.user.username, email } });
    expect((await server.post("account.login", { username: email, password })).status).toBe(200);
    expect(codeOf(await server.post("account.login", { username: owner.email, password }))).toBe(
      "credentials_invalid",
    );
    expect((await mailbox.newest(owner.email, 2)).subject).toBe("Your e-mail address on Parley was changed");
    socket.close();
  });

  test("[ACC-39] of two accounts that bind one address at once one has it, the other keeps its own", async () => {
    const email = newAddress();
    const owners = [await newOwner(), await newOwner()];
    const binds: object[] = [];
    for (const { accessToken } of owners) {
      await send(email, "bind", accessToken);
      binds.push({ email, password, code: await mailbox.code(email, binds.length + 1) });
    }
    const answers = await Promise.all(
      owners.map(({ accessToken }, index) => server.post("account.bindEmail", binds[index], accessToken)),
    );
    expect(answers.map(codeOf).toSorted()).toEqual(["conflict", undefined]);
    const loser = owners[answers.findIndex((answer) => codeOf(answer) === "conflict")];
    const signIn = { username: loser?.email, password };
    expect((await server.post("account.login", signIn)).body.user.id).toBe(loser?.user.id);
  });

  test("[ACC-39] an account with neither password nor address is proved by its session", async () => {
    const user = await server.newUser("bare");
    await server.runStatement(`update users set password_hash = null where id = ${user.user.id}`);
    const bind = async (email: string) => {
      await send(email, "bind", user.accessToken);
      const code = await mailbox.code(email);
      return server.post("account.bindEmail", { email, code }, user.accessToken);
    };
    expect((await bind(newAddress())).status).toBe(200);
    // Now it has an address, and could prove itself by that.
    expect(codeOf(await bind(newAddress()))).toBe("credentials_invalid");
  });

  test("[ACC-38] a reset by code sets the password and signs out every device", async () => {
    const owner = await newOwner();
    const socket = await server.connect(owner);
    await send(owner.email, "reset");
    const code = await mailbox.code(owner.email, 2);
    const args = { email: owner.email.toUpperCase(), code, newPassword: "another horse" };
    expect(await server.post("account.resetPassword", args)).toEqual({ status: 200, body: {} });
    expect(await socket.push((push) => push.ev === "forceLogout")).toMatchObject({
      reason: "password_changed",
    });
    await socket.closed;
    expect(codeOf(await server.post("account.me", {}, owner.accessToken))).toBe("unauthenticated");
    expect(codeOf(await server.post("account.login", { username: owner.email, password }))).toBe(
      "credentials_invalid",
    );
    const login = { username: owner.email, password: "another horse" };
    expect((await server.post("account.login", login)).status).toBe(200);
    expect((await mailbox.newest(owner.email, 3)).subject).toBe("Your password on Parley was changed");
  });

  test("[ACC-29] the language of a code is the one asked for", async () => {
    const email = newAddress();
    await server.post("account.sendCode", { email, purpose: "register", language: "zh-CN" });
    expect((await mailbox.newest(email)).subject).toStartWith("=?UTF-8?");
  });

  test("[ACC-29] the language of a code that was not asked for in one is the account's", async () => {
    const owner = await newOwner();
    await server.post("account.update", { language: "zh-CN" }, owner.accessToken);
    await send(owner.email, "reset");
    expect((await mailbox.newest(owner.email, 2)).subject).toStartWith("=?UTF-8?");
    await server.post("account.sendCode", { email: owner.email, purpose: "reset", language: "en" });
    expect((await mailbox.newest(owner.email, 3)).subject).toContain("is your code for Parley");
  });
});

describe("codes where the server is set otherwise", () => {
  test("[ACC-23] a code holds no longer than the server says", async () => {
    const server = await startTestServer({ codeTtlMs: 10_000 });
    const mailbox = new Mailbox(server);
    const email = newAddress();
    expect((await server.post("account.sendCode", { email, purpose: "register" })).body).toEqual({
      ttlMs: 10_000,
    });
    const code = await mailbox.code(email);
    await server.runStatement("update codes set expires_at = expires_at - 10000");
    const args = { username: "too_late", password, email, code };
    expect(codeOf(await server.post("account.register", args))).toBe("code_invalid");
    await server.stop();
  });

  test("[ACC-25] with tellsKnownEmails who asks is told", async () => {
    const server = await startTestServer({ tellsKnownEmails: "yes", codeTtlMs: 600_000 });
    const mailbox = new Mailbox(server);
    const email = newAddress();
    const send = (address: string, purpose: string) =>
      server.post("account.sendCode", { email: address, purpose });
    await send(email, "register");
    const args = { username: "told", password, email, code: await mailbox.code(email) };
    expect((await server.post("account.register", args)).status).toBe(200);
    expect(codeOf(await send(email, "register"))).toBe("conflict");
    expect(codeOf(await send(newAddress(), "reset"))).toBe("not_found");
    expect((await send(email, "reset")).status).toBe(200);
    await server.stop();
  });

  test("[ACC-26] [SEC-18] one address is sent three codes at once, known or not, and one network twenty", async () => {
    const server = await startTestServer({ rateLimitFactor: 1, trustedProxyHops: 1 });
    const send = (email: string, from: string) =>
      fetch(`${server.url}/v1/account.sendCode`, {
        method: "POST",
        headers: { "x-forwarded-for": from },
        body: JSON.stringify({ email, purpose: "register" }),
      }).then(async (response) => codeOf({ body: (await response.json()) as { error?: { code: string } } }));
    const victim = newAddress();
    const toVictim = [];
    for (let network = 1; network <= 6; network += 1) toVictim.push(await send(victim, `10.0.${network}.1`));
    expect(toVictim).toEqual([
      undefined,
      undefined,
      undefined,
      "rate_limited",
      "rate_limited",
      "rate_limited",
    ]);
    const fromNetwork = [];
    // Each machine of it once, so that none is over a limit of its own.
    for (let machine = 1; machine <= 30; machine += 1) {
      fromNetwork.push(await send(newAddress(), `10.1.1.${machine}`));
    }
    expect(fromNetwork.filter((code) => code === undefined).length).toBeLessThanOrEqual(21);
    expect(fromNetwork.at(-1)).toBe("rate_limited");
    await server.stop();
  });

  test("[ACC-36] [SEC-18] one account's password is guessed 30 times a minute, from wherever", async () => {
    const server = await startTestServer({ rateLimitFactor: 1, trustedProxyHops: 1 });
    const guess = async (index: number) => {
      const response = await fetch(`${server.url}/v1/account.login`, {
        method: "POST",
        headers: { "x-forwarded-for": `10.2.${index}.1` },
        body: JSON.stringify({ username: index % 2 === 0 ? "Nobody_here" : "nobody_here", password }),
      });
      return codeOf({ body: (await response.json()) as { error?: { code: string } } });
    };
    const codes: (string | undefined)[] = [];
    const startedAt = performance.now();
    // Four at a time: on a slow machine they would come no faster than one may guess again.
    for (let index = 0; index < 40; index += 4) {
      codes.push(...(await Promise.all([0, 1, 2, 3].map((other) => guess(index + other)))));
    }
    const tried = codes.filter((code) => code === "credentials_invalid").length;
    expect(tried).toBeGreaterThanOrEqual(30);
    // 30 at once, and one more every two seconds, which may be the last.
    expect(tried).toBeLessThanOrEqual(31 + Math.floor((performance.now() - startedAt) / 2_000));
    expect(codes.slice(-4)).toContain("rate_limited");
    await server.stop();
  });
});

describe("a mail server that never answers", () => {
  const sockets: Socket[] = [];
  let smtp: Server;
  let server: TestServer;
  beforeAll(async () => {
    smtp = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    const { port } = smtp.address() as { port: number };
    server = await startTestServer({ mailUrl: `smtp://127.0.0.1:${port}`, mailFrom: "server@x.test" });
  });
  afterAll(async () => {
    await server.stop();
    for (const socket of sockets) socket.destroy();
    smtp.close();
  });

  test("[ACC-27] [F-29] holds up no call, no message and no stop, and takes no more than the queue", async () => {
    const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    const socket = await server.connect(bob);
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    const conversationId = body.conversation.id;
    const connected = new Promise<void>((resolve) => smtp.once("connection", () => resolve()));
    const startedAt = performance.now();
    const asked = Array.from({ length: 1_200 }, (_, index) =>
      server.post("account.sendCode", { email: `flood${index}@x.test`, purpose: "register" }),
    );
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: "through" };
    await server.post("message.send", { conversationId, id, content }, ann.accessToken);
    expect(await socket.push((push) => push.ev === "message.sent")).toMatchObject({ id });
    const answers = await Promise.all(asked);
    // Nobody has waited for a mail: four at a time, each given up after 10 s, they take the better part of an hour.
    expect(performance.now() - startedAt).toBeLessThan(50_000);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await connected;
    const rounds = 1 + Math.floor((performance.now() - startedAt) / 10_000);
    expect(sockets.length).toBeLessThanOrEqual(4 * rounds);
    const dropped = server.logLines.filter((line) => line.includes("mail dropped"));
    expect(dropped).toHaveLength(200);
    expect(readdirSync(server.folder)).not.toContain("outbox");
    expect(join(...dropped)).not.toContain("@");
    socket.close();
  });
});
