import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type SignedIn } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const device = { id: "0190b6a5-7c5e-7d35-8a3b-1f0e2d3c4b5a", name: "Firefox on a desk", platform: "web" };

let server: TestServer;
let boss: Caller;
let ann: Caller;
beforeAll(async () => {
  server = await startTestServer();
  boss = await adminCaller(server);
  ann = await newCaller(server, "ann");
});
afterAll(async () => {
  for (const { socket } of [boss, ann]) socket.close();
  await server.stop();
});

interface Request {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: number;
}

const request = async (args: object = { device }): Promise<Request> =>
  (await server.post("signIn.request", args)).body;
const complete = ({ id, secret }: Omit<Request, "expiresAt">) =>
  server.post("signIn.complete", { id, secret });
const act = (verb: "approve" | "refuse", { id }: Request, { accessToken }: SignedIn = ann.user) =>
  server.post(`signIn.${verb}`, { id }, accessToken);
const statusOf = ({ accessToken }: SignedIn) =>
  server.post("account.me", {}, accessToken).then(({ status }) => status);

/** Nothing at all, to who asks about this request in whatever way. */
async function expectGone(asked: Omit<Request, "expiresAt">, caller: Caller = ann): Promise<void> {
  for (const verb of ["read", "approve", "refuse"]) {
    const error = await refusedByBoth(server, caller, `signIn.${verb}`, { id: asked.id });
    expect([verb, error.code]).toEqual([verb, "not_found"]);
  }
  expect((await complete(asked)).body).toEqual(
    (await complete({ id: crypto.randomUUID(), secret: "x" })).body,
  );
}

describe("signing in by another device", () => {
  test("[DEV-10] [DEV-12] what is approved signs in the device that asked, as the approver, once", async () => {
    const began = Date.now();
    const asked = await request();
    expect(asked.expiresAt).toBeGreaterThanOrEqual(began + limits.signInRequestTtlMs);
    expect((await complete(asked)).body).toEqual({ status: "pending" });
    const shown = await readByBoth(server, ann, "signIn.read", { id: asked.id });
    expect(shown).toMatchObject({ device, expiresAt: asked.expiresAt });
    expect(shown.address).toMatch(/127\.0\.0\.1|::1/);
    expect(JSON.stringify(shown)).not.toContain(asked.secret);
    expect((await act("approve", asked)).status).toBe(200);
    const { body } = await complete(asked);
    expect(body).toMatchObject({ status: "signedIn", signedIn: { user: ann.user.user } });
    expect(await statusOf(body.signedIn)).toBe(200);
    const { devices } = (await server.post("device.list", {}, body.signedIn.accessToken)).body;
    expect(devices[0]).toMatchObject({ name: device.name, platform: "web", isCurrent: true });
    await expectGone(asked);
    expect(server.logLines.join("")).not.toContain(asked.secret);
  });

  test("[DEV-10] the device that asks need not say what it is, and works over a socket too", async () => {
    const asked = await ann.socket.call("signIn.request");
    expect((await readByBoth(server, ann, "signIn.read", { id: asked.id })).device).toBeNull();
    await ann.socket.call("signIn.approve", { id: asked.id });
    const { id, secret } = asked;
    const { status, signedIn } = await ann.socket.call("signIn.complete", { id, secret });
    expect([status, signedIn.user.id]).toEqual(["signedIn", ann.user.user.id]);
  });

  test("[DEV-10] [DEV-11] what is refused stays so, and says so", async () => {
    const asked = await request();
    expect((await act("refuse", asked)).status).toBe(200);
    expect((await complete(asked)).body).toEqual({ status: "refused" });
    expect((await act("approve", asked)).status).toBe(404);
    expect((await complete(asked)).body).toEqual({ status: "refused" });
  });

  test("[DEV-12] [SEC-24] who photographs the code completes nothing, before the approval or after it", async () => {
    const asked = await request();
    const unknown = await complete({ id: crypto.randomUUID(), secret: asked.secret });
    const guesses = ["x", asked.id, `${asked.secret}A`, asked.secret.slice(1), asked.secret.toLowerCase()];
    const guess = async () => {
      for (const secret of guesses) expect(await complete({ id: asked.id, secret })).toEqual(unknown);
    };
    await guess();
    await act("approve", asked);
    await guess();
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
    expect((await complete(asked)).body.status).toBe("signedIn");
  });

  test("[DEV-11] of several who answer at once one counts, and the session is that one's", async () => {
    const people = await Promise.all(["p", "q", "r", "s"].map((name) => server.newUser(name)));
    for (let round = 0; round < 3; round += 1) {
      const asked = await request();
      const answers = await Promise.all(people.map((person) => act("approve", asked, person)));
      const winners = people.filter((_, index) => answers[index]?.status === 200);
      expect(winners).toHaveLength(1);
      expect((await complete(asked)).body.signedIn.user).toEqual(winners[0]?.user);
    }
  });

  test("[DEV-11] of several completions at once exactly one signs in", async () => {
    const asked = await request();
    await act("approve", asked);
    const answers = await Promise.all(Array.from({ length: 10 }, () => complete(asked)));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 404)]);
  });

  test("[DEV-11] after its time a request is gone, in whatever state it was", async () => {
    const [pending, approved] = [await request(), await request()];
    await act("approve", approved);
    for (const { id } of [pending, approved]) {
      await server.runStatement(
        `update sign_in_requests set expires_at = expires_at - ${limits.signInRequestTtlMs} where id = '${id}'`,
      );
    }
    await expectGone(pending);
    await expectGone(approved);
  });

  test("[DEV-13] an approval is void once all sessions of its user are ended", async () => {
    const password = "fresh horse";
    const causes: [string, (person: SignedIn) => Promise<unknown>][] = [
      ["signed out others", (p) => server.post("device.signOutOthers", {}, p.accessToken)],
      ["new password", (p) => admin("admin.resetPassword", { userId: p.user.id, password })],
      ["new role", (p) => admin("admin.setRole", { userId: p.user.id, role: "bot" })],
      ["disabled", (p) => admin("admin.disableUser", { userId: p.user.id })],
      ["deleted", (p) => admin("admin.deleteUser", { userId: p.user.id })],
    ];
    const admin = (operation: string, args: object) => server.post(operation, args, boss.user.accessToken);
    for (const [name, end] of causes) {
      const person = await server.newUser("voided");
      const asked = await request();
      expect((await act("approve", asked, person)).status).toBe(200);
      await end(person);
      const { body } = await complete(asked);
      expect([name, body.signedIn]).toEqual([name, undefined]);
    }
  });

  test("[DEV-13] no bot, key, ended session or stranger without a session approves", async () => {
    const asked = await request();
    const { body: bot } = await server.post(
      "admin.createUser",
      { username: "approving_bot", password: "correct horse", role: "bot" },
      boss.user.accessToken,
    );
    const login = { username: bot.user.username, password: "correct horse" };
    const { body: signedBot } = await server.post("account.login", login);
    expect((await act("approve", asked, signedBot)).status).toBe(403);
    const { body } = await server.post(
      "apiKey.create",
      { name: "k", scopes: ["sync"] },
      ann.user.accessToken,
    );
    for (const operation of ["signIn.read", "signIn.approve", "signIn.refuse"]) {
      expect((await server.post(operation, { id: asked.id }, body.key)).status).toBe(403);
      expect((await server.post(operation, { id: asked.id })).status).toBe(401);
    }
    const gone = await server.newUser("gone");
    await server.post("account.logout", {}, gone.accessToken);
    expect((await act("approve", asked, gone)).status).toBe(401);
    expect((await complete(asked)).body).toEqual({ status: "pending" });
  });

  test("[DEV-12] the session that comes of it counts for the policy", async () => {
    const single = await startTestServer({ sessionPolicy: "single" });
    const phone = await single.newUser("phone");
    const socket = await single.connect(phone);
    const { body: asked } = await single.post("signIn.request", { device });
    await single.post("signIn.approve", { id: asked.id }, phone.accessToken);
    const { id, secret } = asked;
    const { body } = await single.post("signIn.complete", { id, secret });
    expect(body.status).toBe("signedIn");
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "replaced" });
    await single.stop();
  });
});
