import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { claimAdmin } from "./support/admin.ts";
import { forgetUsedCodes, shownCode, switchOnSecondFactor, wrongCode } from "./support/authenticator.ts";
import { newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { Mailbox } from "./support/mailbox.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const password = "correct horse";
const codeOf = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const login = (username: string, secondFactor?: string, chosen = password) =>
  server.post("account.login", { username, password: chosen, secondFactor });

describe("switching a second factor on", () => {
  test("[TFA-1] [TFA-3] [TFA-4] begins with the password, holds with a code of the authenticator, and answers ten recovery codes", async () => {
    const caller = await newCaller(server, "switcher");
    const { user, accessToken } = caller.user;
    const call = (operation: string, args: object) => server.post(operation, args, accessToken);
    expect(codeOf(await call("twoFactor.begin", { password: "wrong horse" }))).toBe("credentials_invalid");
    expect((await refusedByBoth(server, caller, "twoFactor.confirm", { code: "000000" })).code).toBe(
      "not_found",
    );
    const { body } = await call("twoFactor.begin", { password });
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(body.uri).toBe(
      `otpauth://totp/Parley:${user.username}?secret=${body.secret}&issuer=Parley&algorithm=SHA1&digits=6&period=30`,
    );
    expect(await readByBoth(server, caller, "twoFactor.status", {})).toEqual({
      isOn: false,
      recoveryCodesLeft: 0,
    });
    expect((await login(user.username)).status).toBe(200);
    expect(codeOf(await call("twoFactor.confirm", { code: wrongCode(body.secret) }))).toBe("code_invalid");
    const confirmed = await call("twoFactor.confirm", {
      code: ` ${shownCode(body.secret).replace(/^.../, "$& ")}`,
    });
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    for (const code of confirmed.body.recoveryCodes) expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
    expect(await readByBoth(server, caller, "twoFactor.status", {})).toEqual({
      ...{ isOn: true, since: expect.any(Number), recoveryCodesLeft: 10 },
    });
    expect(codeOf(await call("twoFactor.begin", { password }))).toBe("conflict");
    expect(codeOf(await call("twoFactor.confirm", { code: shownCode(body.secret, 1) }))).toBe("conflict");
    caller.socket.close();
  });

  test("[TFA-3] another secret in place of one that was never confirmed leaves the first worthless", async () => {
    const { accessToken } = await server.newUser("again");
    const begin = async () => (await server.post("twoFactor.begin", { password }, accessToken)).body.secret;
    const [first, second] = [await begin(), await begin()];
    const confirm = (secret: string) =>
      server.post("twoFactor.confirm", { code: shownCode(secret) }, accessToken);
    expect(codeOf(await confirm(first))).toBe("code_invalid");
    expect((await confirm(second)).status).toBe(200);
  });

  test("[TFA-2] neither the secret nor a recovery code is in the database or in any later answer", async () => {
    const ann = await server.newUser("secretive");
    const { secret, recoveryCodes } = await switchOnSecondFactor(server, ann);
    const rows = await server.rows(`select * from second_factors where user_id = ${ann.user.id}`);
    const kept = JSON.stringify(rows);
    expect(rows).toHaveLength(1);
    for (const known of [
      secret,
      ...recoveryCodes,
      ...recoveryCodes.map((code) => code.replaceAll("-", "")),
    ]) {
      expect(kept).not.toContain(known);
    }
    const status = await server.post("twoFactor.status", {}, ann.accessToken);
    expect(Object.keys(status.body).toSorted()).toEqual(["isOn", "recoveryCodesLeft", "since"]);
  });

  test("[TFA-7] signs out every other device, and a mail tells of it", async () => {
    const mailbox = new Mailbox(server);
    const ann = await server.newUser("told");
    const email = `told_${ann.user.id}@x.test`;
    await server.runStatement(
      `update users set email = '${email}', email_key = '${email}' where id = ${ann.user.id}`,
    );
    const other: SignedIn = (await login(ann.user.username)).body;
    const [here, there] = [await server.connect(ann), await server.connect(other)];
    const { secret } = await switchOnSecondFactor(server, ann);
    expect(await there.push((push) => push.ev === "forceLogout")).toMatchObject({
      reason: "account_changed",
    });
    await there.closed;
    expect(codeOf(await server.post("account.me", {}, other.accessToken))).toBe("unauthenticated");
    expect((await here.call("account.me")).user.id).toBe(ann.user.id);
    expect((await mailbox.newest(email)).subject).toBe("Signing in on Parley asks for a second factor now");
    const code = shownCode(secret);
    const second: SignedIn = (await login(ann.user.username, code)).body;
    await forgetUsedCodes(server, ann.user.id);
    await server.post("twoFactor.disable", { password, code }, ann.accessToken);
    expect(codeOf(await server.post("account.me", {}, second.accessToken))).toBe("unauthenticated");
    expect((await mailbox.newest(email, 2)).subject).toBe(
      "Signing in on Parley asks for no second factor any more",
    );
    here.close();
  });

  test("[TFA-8] is for people who have a password: not for guests, and not for accounts without one", async () => {
    const guest = (await server.post("guest.create", {})).body;
    for (const operation of ["begin", "confirm", "disable", "renewCodes", "status"]) {
      const args = { begin: { password }, confirm: { code: "000000" }, status: {} }[operation];
      const answer = await server.post(
        `twoFactor.${operation}`,
        args ?? { password, code: "000000" },
        guest.accessToken,
      );
      expect([operation, codeOf(answer)]).toEqual([operation, "forbidden"]);
    }
    const ann = await server.newUser("passwordless");
    await server.runStatement(`update users set password_hash = null where id = ${ann.user.id}`);
    expect(codeOf(await server.post("twoFactor.begin", { password }, ann.accessToken))).toBe(
      "credentials_invalid",
    );
  });
});

describe("signing in with a second factor", () => {
  test("[TFA-5] asks for it once the password is right, and tells nothing before", async () => {
    const ann = await server.newUser("careful");
    const { secret } = await switchOnSecondFactor(server, ann);
    const { username } = ann.user;
    const wrong = await login(username, undefined, "wrong horse");
    expect(wrong).toEqual(await login("nobody_at_all_here", undefined, "wrong horse"));
    expect(await login(username, shownCode(secret), "wrong horse")).toEqual(wrong);
    const needed = await login(username);
    expect([needed.status, codeOf(needed)]).toEqual([401, "second_factor_needed"]);
    expect(codeOf(await login(username, wrongCode(secret)))).toBe("code_invalid");
    expect((await login(username, shownCode(secret))).body.user.id).toBe(ann.user.id);
    const plain = await server.newUser("plain");
    expect((await login(plain.user.username, "000000")).status).toBe(200);
  });

  test("[TFA-5] lets a code in once, also of many at once, and none of an earlier step afterwards", async () => {
    const ann = await server.newUser("once");
    const { secret } = await switchOnSecondFactor(server, ann);
    const [now, before] = [shownCode(secret), shownCode(secret, -1)];
    const answers = await Promise.all(Array.from({ length: 4 }, () => login(ann.user.username, now)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401]);
    expect(codeOf(await login(ann.user.username, before))).toBe("code_invalid");
    expect((await login(ann.user.username, shownCode(secret, 1))).status).toBe(200);
  });

  test("[TFA-4] [TFA-5] takes a recovery code in its place, in any spelling, each once", async () => {
    const ann = await server.newUser("recovering");
    const { secret, recoveryCodes } = await switchOnSecondFactor(server, ann);
    const [first = "", second = ""] = recoveryCodes;
    expect((await login(ann.user.username, first)).status).toBe(200);
    expect(codeOf(await login(ann.user.username, first))).toBe("code_invalid");
    const spelled = second.toLowerCase().replaceAll("-", " ");
    const both = await Promise.all([login(ann.user.username, spelled), login(ann.user.username, second)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    const status = await server.post("twoFactor.status", {}, ann.accessToken);
    expect(status.body.recoveryCodesLeft).toBe(8);
    const other = await server.newUser("other");
    await switchOnSecondFactor(server, other);
    expect(codeOf(await login(other.user.username, recoveryCodes[5]))).toBe("code_invalid");
    const renewed = await server.post(
      "twoFactor.renewCodes",
      { password, code: shownCode(secret) },
      ann.accessToken,
    );
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect(codeOf(await login(ann.user.username, recoveryCodes[6]))).toBe("code_invalid");
    expect((await login(ann.user.username, renewed.body.recoveryCodes[6])).status).toBe(200);
  });

  // Five tries in each quarter of an hour, with three of a million codes right at a time: 0.14 % in a day, after a mail
  // to the owner, and only for who has the password.
  test("[TFA-6] of 1,000 guesses at once five are evaluated", async () => {
    const ann = await server.newUser("guessed");
    const { secret } = (await server.post("twoFactor.begin", { password }, ann.accessToken)).body;
    const code = wrongCode(secret);
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () => server.post("twoFactor.confirm", { code }, ann.accessToken)),
    );
    const counted = Map.groupBy(answers, codeOf);
    expect(counted.get("code_invalid")).toHaveLength(5);
    expect(counted.get("rate_limited")).toHaveLength(995);
    const right = await server.post("twoFactor.confirm", { code: shownCode(secret) }, ann.accessToken);
    expect(codeOf(right)).toBe("rate_limited");
  }, 60_000);

  test("[TFA-6] tries are counted together, whatever the code's kind and place; a restart gives no more", async () => {
    const ann = await server.newUser("besieged");
    const email = `besieged_${ann.user.id}@x.test`;
    await server.runStatement(
      `update users set email = '${email}', email_key = '${email}' where id = ${ann.user.id}`,
    );
    const { secret, recoveryCodes } = await switchOnSecondFactor(server, ann);
    const guess = (code: string) => server.post("twoFactor.renewCodes", { password, code }, ann.accessToken);
    const attempt = async (code: string) => {
      for (;;) {
        const answer = await guess(code);
        // Only so many passwords may wait to be checked.
        if (codeOf(answer) !== "busy") return codeOf(answer);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const wrong = wrongCode(secret);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => attempt(index % 2 === 0 ? wrong : "AAAA-BBBB-CCCC-DDDD")),
    );
    expect(answers.filter((code) => code === "code_invalid")).toHaveLength(5);
    expect(answers.filter((code) => code === "rate_limited")).toHaveLength(35);
    const refused = await login(ann.user.username, shownCode(secret));
    expect(codeOf(refused)).toBe("rate_limited");
    expect(refused.body.error.retryAfterMs).toBeGreaterThan(14 * 60_000);
    expect((await new Mailbox(server).newest(email, 2)).subject).toBe("Somebody has your password on Parley");
    await server.restart();
    expect(codeOf(await login(ann.user.username, recoveryCodes[0]))).toBe("rate_limited");
    await server.runStatement(`update second_factors set tries_until = 1 where user_id = ${ann.user.id}`);
    expect((await login(ann.user.username, recoveryCodes[0])).status).toBe(200);
  }, 60_000);

  test("[TFA-9] a password set anew by mail or by an administrator leaves the second factor as it is", async () => {
    const ann = await server.newUser("forgetful");
    const email = `forgetful_${ann.user.id}@x.test`;
    await server.runStatement(
      `update users set email = '${email}', email_key = '${email}' where id = ${ann.user.id}`,
    );
    const mailbox = new Mailbox(server);
    const { secret } = await switchOnSecondFactor(server, ann);
    await mailbox.newest(email);
    await server.post("account.sendCode", { email, purpose: "reset" });
    const code = await mailbox.code(email, 2);
    const newPassword = "a very new horse";
    expect((await server.post("account.resetPassword", { email, code, newPassword })).status).toBe(200);
    expect(codeOf(await login(ann.user.username, undefined, newPassword))).toBe("second_factor_needed");
    expect((await login(ann.user.username, shownCode(secret), newPassword)).status).toBe(200);
  });

  test("[TFA-10] a device that approves another by QR code answers for it, and API keys are as they were", async () => {
    const ann = await server.newUser("approver");
    const key = (await server.post("apiKey.create", { name: "bot", scopes: ["account.me"] }, ann.accessToken))
      .body.key;
    await switchOnSecondFactor(server, ann);
    const request = (await server.post("signIn.request", {})).body;
    await server.post("signIn.approve", { id: request.id }, ann.accessToken);
    const { id, secret } = request;
    const completed = await server.post("signIn.complete", { id, secret });
    expect(completed.body.signedIn.user.id).toBe(ann.user.id);
    expect((await server.post("account.me", {}, key)).body.user.id).toBe(ann.user.id);
    expect(codeOf(await server.post("twoFactor.status", {}, key))).toBe("forbidden");
  });
});

describe("switching a second factor off", () => {
  test("[TFA-7] asks for the password and a code", async () => {
    const caller = await newCaller(server, "leaver");
    const { accessToken, user } = caller.user;
    const refused = await refusedByBoth(server, caller, "twoFactor.disable", { password, code: "000000" });
    expect(refused.code).toBe("not_found");
    const { secret } = await switchOnSecondFactor(server, caller.user);
    const disable = (args: object) => server.post("twoFactor.disable", args, accessToken);
    expect(codeOf(await disable({ password: "wrong horse", code: shownCode(secret) }))).toBe(
      "credentials_invalid",
    );
    expect(codeOf(await disable({ password, code: wrongCode(secret) }))).toBe("code_invalid");
    expect((await disable({ password, code: shownCode(secret) })).status).toBe(200);
    expect((await login(user.username)).status).toBe(200);
    expect((await server.rows(`select * from second_factors where user_id = ${user.id}`)).length).toBe(0);
    caller.socket.close();
  });

  test("[TFA-11] an administrator does it for who has lost it, and not for oneself; the audit log says so", async () => {
    const fresh = await startTestServer();
    const admin = await claimAdmin(fresh);
    const ann = await fresh.newUser("loser");
    const remove = (userId: number, by: SignedIn) =>
      fresh.post("admin.removeSecondFactor", { userId }, by.accessToken);
    expect(codeOf(await remove(ann.user.id, admin))).toBe("not_found");
    await switchOnSecondFactor(fresh, ann);
    expect(codeOf(await remove(ann.user.id, ann))).toBe("forbidden");
    expect(codeOf(await remove(admin.user.id, admin))).toBe("forbidden");
    expect((await remove(ann.user.id, admin)).status).toBe(200);
    expect(codeOf(await fresh.post("account.me", {}, ann.accessToken))).toBe("unauthenticated");
    const { username } = ann.user;
    expect((await fresh.post("account.login", { username, password })).status).toBe(200);
    const audit = await fresh.post(
      "admin.listAudit",
      { action: "admin.removeSecondFactor" },
      admin.accessToken,
    );
    expect(audit.body.entries).toMatchObject([{ actorId: admin.user.id, targetId: String(ann.user.id) }]);
    await fresh.stop();
  });
});
