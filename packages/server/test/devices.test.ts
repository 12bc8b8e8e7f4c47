import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { SignedIn, SignedInDevice } from "@parley/protocol";
import { shownCode } from "./support/authenticator.ts";
import { readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const password = "correct horse";
const monthMs = 30 * 24 * 3_600_000;

function logIn(server: TestServer, { user }: SignedIn, name?: string, platform?: string) {
  const device = { id: crypto.randomUUID(), name, platform };
  return server
    .post("account.login", { username: user.username, password, device })
    .then(({ body }) => body as SignedIn);
}

async function devicesOf(server: TestServer, { accessToken }: SignedIn): Promise<SignedInDevice[]> {
  const { body, status } = await server.post("device.list", {}, accessToken);
  expect(status).toBe(200);
  return body.devices;
}

const statusOf = async (server: TestServer, { accessToken }: SignedIn) =>
  (await server.post("account.me", {}, accessToken)).status;

describe("devices", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test("[DEV-1] the list shows each device as it signed in, and which of them asks", async () => {
    const began = Date.now();
    const first = await server.newUser("lister");
    const phone = await logIn(server, first, "Ann's phone", "ios");
    const caller = { user: phone, socket: await server.connect(phone) };
    const { devices } = (await readByBoth(server, caller, "device.list", {})) as {
      devices: SignedInDevice[];
    };
    expect(devices).toHaveLength(2);
    const [newest, oldest] = devices;
    expect(newest).toMatchObject({ name: "Ann's phone", platform: "ios", isCurrent: true });
    expect(oldest).toMatchObject({ name: null, platform: null, isCurrent: false });
    expect(newest?.address).toMatch(/^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/);
    expect(newest?.signedInAt).toBeGreaterThanOrEqual(began);
    expect((await devicesOf(server, first)).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    caller.socket.close();
  });

  test("[DEV-8] other devices are told at once when a device, a key or the second factor comes or goes, others not", async () => {
    const first = await server.newUser("watcher");
    const [watching, stranger] = [
      await server.connect(first),
      await server.connect(await server.newUser("x")),
    ];
    const told = () => watching.pushes.filter((push) => push.ev === "access.changed").length;
    const isTold = async (change: () => Promise<unknown>) => {
      const before = told();
      await change();
      await watching.until(() => told() > before);
    };
    let [phone, tablet] = [first, first];
    await isTold(async () => {
      phone = await logIn(server, first, "phone");
    });
    await isTold(async () => {
      tablet = await logIn(server, first, "tablet");
    });
    await isTold(() => server.post("account.logout", {}, tablet.accessToken));
    const { body: made } = await server.post("device.list", {}, phone.accessToken);
    expect(made.devices).toHaveLength(2);
    await isTold(async () => {
      tablet = await logIn(server, first, "tablet");
    });
    await isTold(() => server.post("device.signOutOthers", {}, first.accessToken));
    expect(await statusOf(server, phone)).toBe(401);
    let keyId = "";
    await isTold(async () => {
      const key = { name: "k", scopes: ["message"] };
      keyId = (await server.post("apiKey.create", key, first.accessToken)).body.apiKey.id;
    });
    await isTold(() => server.post("apiKey.revoke", { id: keyId }, first.accessToken));
    const { body } = await server.post("twoFactor.begin", { password }, first.accessToken);
    const code = shownCode(body.secret);
    await isTold(() => server.post("twoFactor.confirm", { code }, first.accessToken));
    await stranger.call("account.me");
    expect(stranger.pushes.filter((push) => push.ev === "access.changed")).toEqual([]);
    watching.close();
    stranger.close();
  });

  test("[DEV-1] renewing tokens moves a device to the front, with the address it is at now", async () => {
    const behindProxy = await startTestServer({ trustedProxyHops: 1 });
    const post = async (operation: string, args: object, address: string) => {
      const headers = { "x-forwarded-for": address };
      const init = { method: "POST", headers, body: JSON.stringify(args) };
      return (await (await fetch(`${behindProxy.url}/v1/${operation}`, init)).json()) as SignedIn;
    };
    const first = await behindProxy.newUser("mover");
    const { username } = first.user;
    const laptop = await post("account.login", { username, password }, "203.0.113.9");
    const phone = await post("account.login", { username, password }, "2001:db8::7");
    expect((await devicesOf(behindProxy, laptop)).map(({ address }) => address).slice(0, 2)).toEqual([
      "2001:db8::7",
      "203.0.113.9",
    ]);
    await Bun.sleep(2);
    await post("account.refresh", { refreshToken: laptop.refreshToken }, "198.51.100.4");
    const [newest, ...others] = await devicesOf(behindProxy, phone);
    expect(newest).toMatchObject({ address: "198.51.100.4", isCurrent: false });
    expect(newest?.lastActiveAt).toBeGreaterThan(newest?.signedInAt ?? 0);
    expect(others).toHaveLength(2);
    await behindProxy.stop();
  });

  test("[DEV-3] of an address not used for 30 days the network is left, at the next round of the server", async () => {
    const old = await server.newUser("old_place");
    const fresh = await logIn(server, old);
    const [, stale] = await devicesOf(server, fresh);
    const age = (session: string | undefined, ms: number) =>
      server.runStatement(
        `update sessions set last_used_at = last_used_at - ${ms}, address = '203.0.113.77' where id = '${session}'`,
      );
    await age(stale?.sessionId, monthMs + 60_000);
    await server.restart();
    const addresses = async () => (await devicesOf(server, fresh)).map(({ address }) => address);
    while ((await addresses())[1] === "203.0.113.77") await Bun.sleep(20);
    expect((await addresses())[1]).toBe("203.0.113.0");
    expect((await addresses())[0]).not.toBe("203.0.113.0");
  });

  test("[DEV-2] signing out a device ends that one and no other", async () => {
    const desk = await server.newUser("remover");
    const [phone, tablet] = [await logIn(server, desk, "phone"), await logIn(server, desk, "tablet")];
    const socket = await server.connect(phone);
    const lost = (await devicesOf(server, desk)).find(({ name }) => name === "phone");
    expect(
      (await server.post("device.signOut", { sessionId: lost?.sessionId }, desk.accessToken)).status,
    ).toBe(200);
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "signed_out_elsewhere" });
    expect(await statusOf(server, phone)).toBe(401);
    expect((await server.post("account.refresh", { refreshToken: phone.refreshToken })).status).toBe(401);
    expect([await statusOf(server, desk), await statusOf(server, tablet)]).toEqual([200, 200]);
    const caller = { user: desk, socket: await server.connect(desk) };
    const again = { sessionId: lost?.sessionId };
    expect((await refusedByBoth(server, caller, "device.signOut", again)).code).toBe("not_found");
    const own = (await devicesOf(server, desk)).find(({ isCurrent }) => isCurrent);
    await server.post("device.signOut", { sessionId: own?.sessionId }, desk.accessToken);
    expect((await caller.socket.closed).code).toBe(4501);
    expect(caller.socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "signed_out" });
  });

  test("[DEV-2] signing out the others leaves the one that asks", async () => {
    const desk = await server.newUser("alone");
    const others = [await logIn(server, desk), await logIn(server, desk), await logIn(server, desk)];
    const sockets = await Promise.all(others.map((other) => server.connect(other)));
    const own = await server.connect(desk);
    await own.call("device.signOutOthers");
    for (const socket of sockets) expect((await socket.closed).code).toBe(4501);
    for (const other of others) expect(await statusOf(server, other)).toBe(401);
    expect((await own.call("account.me")).user).toEqual(desk.user);
    expect(await devicesOf(server, desk)).toHaveLength(1);
    own.close();
  });

  test("[DEV-4] [CALL-7] another one's session is as good as none", async () => {
    const [ann, eve] = [await server.newUser("ann"), await server.newUser("eve")];
    const [device] = await devicesOf(server, ann);
    const caller = { user: eve, socket: await server.connect(eve) };
    const foreign = await refusedByBoth(server, caller, "device.signOut", { sessionId: device?.sessionId });
    const unknown = { sessionId: crypto.randomUUID() };
    expect(await refusedByBoth(server, caller, "device.signOut", unknown)).toEqual(foreign);
    expect(foreign.code).toBe("not_found");
    await caller.socket.call("device.signOutOthers");
    expect(await statusOf(server, ann)).toBe(200);
    expect(JSON.stringify(await devicesOf(server, eve))).not.toContain(device?.sessionId);
    caller.socket.close();
  });
});

describe("the policy of sessions", () => {
  test("[DEV-5] one session: signing in ends the older one, which hears why", async () => {
    const server = await startTestServer({ sessionPolicy: "single" });
    const first = await server.newUser("single");
    const socket = await server.connect(first);
    const second = await logIn(server, first, "second", "web");
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "replaced" });
    expect([await statusOf(server, first), await statusOf(server, second)]).toEqual([401, 200]);
    await server.stop();
  });

  test("[DEV-5] so many on each platform: the oldest of the same platform goes", async () => {
    const server = await startTestServer({ sessionPolicy: "perPlatform", sessionsPerPlatformMax: 2 });
    const first = await server.newUser("several");
    const signed: Record<string, SignedIn> = {};
    for (const name of ["web1", "ios1", "web2", "web3", "ios2"]) {
      signed[name] = await logIn(server, first, name, name.slice(0, 3));
      await Bun.sleep(2);
    }
    const names = (await devicesOf(server, first)).map(({ name }) => name);
    expect(names).toEqual(["ios2", "web3", "web2", "ios1", null]);
    expect(await statusOf(server, signed.web1 ?? first)).toBe(401);
    await server.stop();
  });

  test("[DEV-5] of many who sign in at once no more stay than the policy says", async () => {
    const server = await startTestServer({ sessionPolicy: "perPlatform", sessionsPerPlatformMax: 3 });
    const first = await server.newUser("rush");
    const rush = await Promise.all(Array.from({ length: 12 }, () => logIn(server, first, "x", "web")));
    const statuses = await Promise.all(rush.map((signed) => statusOf(server, signed)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(await devicesOf(server, first)).toHaveLength(4);
    await server.stop();
  });

  test("[DEV-6] the late close of a replaced socket does not disturb the new one", async () => {
    const server = await startTestServer({ sessionPolicy: "single" });
    const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    const bobs = await server.connect(bob);
    const { conversation } = await bobs.call("conversation.openDirect", { userId: ann.user.id });
    await bobs.call("presence.watch", { userIds: [ann.user.id] });
    const old = await server.connect(ann);
    await bobs.push((push) => push.ev === "user.presence" && push.online === true);
    const second = await logIn(server, ann);
    // The new socket is up before the old one has gone through its close.
    const fresh = await server.connect(second);
    old.close();
    await old.closed;
    const id = Bun.randomUUIDv7();
    await bobs.call("message.send", {
      conversationId: conversation.id,
      id,
      content: { type: "text", text: "still there?" },
    });
    await fresh.push((push) => push.ev === "message.sent" && push.id === id);
    expect((await fresh.call("account.me")).user).toEqual(ann.user);
    expect((await bobs.call("presence.watch", { userIds: [ann.user.id] })).online).toEqual([ann.user.id]);
    expect(old.pushes.some((push) => push.id === id)).toBe(false);
    await server.stop();
  });
});
