import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { SessionEndReason, SignedIn } from "@parley/protocol";
import { claimAdmin } from "./support/admin.ts";
import type { RawClient } from "./support/raw-client.ts";
import { type Revocation, revocationCauses } from "./support/revocation-causes.ts";
import { type RunningTime, startRunningTime } from "./support/running-time.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const password = "correct horse";
/** From the answer of the call that ends the session. */
const deadWithinMs = 200;

let server: TestServer;
let admin: SignedIn;
beforeAll(async () => {
  server = await startTestServer();
  admin = await claimAdmin(server);
});
afterAll(() => server.stop());

const logIn = async ({ user }: SignedIn): Promise<SignedIn> =>
  (await server.post("account.login", { username: user.username, password })).body;

async function newRevocation(): Promise<Revocation> {
  const victim = await server.newUser("victim");
  return { server, admin, victim, victimPassword: password, other: await logIn(victim) };
}

/** The socket is told why and closed, in time, and nothing is told to it after that. */
async function expectClosed(socket: RawClient, reason: SessionEndReason, ended: RunningTime): Promise<void> {
  const { code } = await socket.closed;
  expect(ended.ms()).toBeLessThan(deadWithinMs);
  ended.stop();
  expect(code).toBe(4501);
  expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason });
}

describe("what ends a session", () => {
  for (const { name, reason, prepare } of revocationCauses) {
    for (const transport of ["HTTP", "the socket"] as const) {
      test(`[DEV-7] [INV-16] [SEC-05] ${name} over ${transport}: tokens and sockets are dead within 200 ms`, async () => {
        const revocation = await newRevocation();
        const { victim } = revocation;
        const sockets = [await server.connect(victim), await server.connect(victim)];
        const friend = await server.newUser("friend");
        const { body } = await server.post(
          "conversation.openDirect",
          { userId: victim.user.id },
          friend.accessToken,
        );
        const { operation, args, token } = await prepare(revocation);
        const caller = transport === "HTTP" ? null : await server.open();
        if (caller !== null) await caller.hello(token ?? admin.accessToken);
        if (caller === null) await server.post(operation, args, token);
        else await Promise.race([caller.exchange(operation, args), caller.closed]);
        const ended = startRunningTime();
        const { status, body: refusal } = await server.post("account.me", {}, victim.accessToken);
        expect([status, refusal.error?.code]).toEqual([401, "unauthenticated"]);
        for (const socket of sockets) await expectClosed(socket, reason, ended);
        const again = await server.open();
        const hello = { token: victim.accessToken, protocol: 1 };
        expect((await again.errorOf("hello", hello)).code).toBe("unauthenticated");
        const { refreshToken } = victim;
        expect((await server.post("account.refresh", { refreshToken })).status).toBe(401);
        const content = { type: "text", text: "after the end" };
        const message = { conversationId: body.conversation.id, id: Bun.randomUUIDv7(), content };
        await server.post("message.send", message, friend.accessToken);
        for (const socket of sockets) expect(socket.texts.join("")).not.toContain("after the end");
        caller?.close();
      });
    }
  }

  test("[DEV-7] [INV-16] a device that is replaced is dead within 200 ms", async () => {
    const single = await startTestServer({ sessionPolicy: "single" });
    const victim = await single.newUser("victim");
    const socket = await single.connect(victim);
    await single.post("account.login", { username: victim.user.username, password });
    const ended = startRunningTime();
    expect((await single.post("account.me", {}, victim.accessToken)).status).toBe(401);
    await expectClosed(socket, "replaced", ended);
    await single.stop();
  });

  test("[DEV-23] [INV-16] a revoked API key is dead within 200 ms", async () => {
    const ann = await server.newUser("key_owner");
    const { body } = await server.post("apiKey.create", { name: "k", scopes: ["sync"] }, ann.accessToken);
    const socket = await server.open();
    await socket.hello(body.key);
    await server.post("apiKey.revoke", { id: body.apiKey.id }, ann.accessToken);
    const ended = startRunningTime();
    expect((await server.post("account.me", {}, body.key)).status).toBe(401);
    await expectClosed(socket, "key_revoked", ended);
  });
});
