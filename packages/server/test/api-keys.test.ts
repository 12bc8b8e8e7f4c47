import { afterAll, beforeAll, describe, expect, setSystemTime, test } from "bun:test";
import { type ApiKey, limits, type MethodName, methods, type SignedIn, scopesAllow } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { validArguments } from "./support/wrong-arguments.ts";

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

interface MadeKey {
  readonly apiKey: ApiKey;
  readonly key: string;
}

/** With these scopes, and the one by which tests see whether it opens anything. */
async function newKey(by: SignedIn, scopes: readonly string[], more: object = {}): Promise<MadeKey> {
  const { body, status } = await server.post(
    "apiKey.create",
    { name: "a key", scopes: ["account.me", ...scopes], ...more },
    by.accessToken,
  );
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  return body;
}

async function newBot(): Promise<number> {
  const username = `bot_${crypto.randomUUID().slice(0, 8)}`;
  const { body } = await server.post("admin.createUser", { username, role: "bot" }, boss.user.accessToken);
  return body.user.id;
}

const listKeys = async (by: SignedIn, args: object = {}): Promise<ApiKey[]> =>
  (await server.post("apiKey.list", args, by.accessToken)).body.apiKeys;
const statusWith = async (key: string, operation = "account.me") =>
  (await server.post(operation, {}, key)).status;

describe("API keys", () => {
  test("[DEV-20] [DEV-21] a bot acts with its key over both transports, as itself", async () => {
    const userId = await newBot();
    const { key, apiKey } = await newKey(boss.user, ["sync", "message", "conversation"], { userId });
    expect(key).toMatch(/^pk_[\w-]{43}$/);
    expect(apiKey).toMatchObject({ userId, createdBy: boss.user.user.id, lastUsedAt: null, expiresAt: null });
    const ann = await newCaller(server, "ann");
    const socket = await server.open();
    expect((await socket.hello(key)).user).toMatchObject({ id: userId, role: "bot" });
    const { conversation } = await socket.call("conversation.openDirect", { userId: ann.user.user.id });
    const id = Bun.randomUUIDv7();
    const message = { conversationId: conversation.id, id, content: { type: "text", text: "beep" } };
    expect((await server.post("message.send", message, key)).status).toBe(200);
    const told = await ann.socket.push((push) => push.ev === "message.sent" && push.id === id);
    expect(told.senderId).toBe(userId);
    await socket.push((push) => push.ev === "message.sent" && push.id === id);
    expect((await server.post("account.me", {}, key)).body.user.id).toBe(userId);
    for (const client of [socket, ann.socket]) client.close();
  });

  test("[DEV-20] [SEC-07] the key is told once, and shown nowhere", async () => {
    const ann = await server.newUser("once");
    const { key, apiKey } = await newKey(ann, ["message.list"], { name: " my script " });
    expect(apiKey).toMatchObject({ name: "my script", userId: ann.user.id, createdBy: ann.user.id });
    await statusWith(key);
    await statusWith(`${key.slice(0, -1)}x`);
    const listed = await listKeys(ann);
    expect(listed).toEqual([apiKey]);
    expect(JSON.stringify(listed)).not.toContain(key.slice(3));
    expect(server.logLines.join("")).not.toContain(key.slice(3));
    const keys = await Promise.all(Array.from({ length: 10 }, () => newKey(ann, ["message"])));
    expect(new Set(keys.map((made) => made.key)).size).toBe(10);
  });

  test("[DEV-20] people make keys for themselves, administrators for bots, nobody for others", async () => {
    const ann = await newCaller(server, "ann");
    const bob = await server.newUser("bob");
    const bot = await newBot();
    const make = (userId: number) => ({ userId, name: "key", scopes: ["message"] });
    const refusals: [Caller, number, string][] = [
      [ann, bob.user.id, "forbidden"],
      [ann, bot, "forbidden"],
      [ann, boss.user.user.id, "forbidden"],
      [ann, 999_999_999, "forbidden"],
      [boss, bob.user.id, "forbidden"],
      [boss, 999_999_999, "not_found"],
    ];
    for (const [caller, userId, code] of refusals) {
      expect((await refusedByBoth(server, caller, "apiKey.create", make(userId))).code).toBe(code as never);
      if (caller === ann) {
        expect((await refusedByBoth(server, ann, "apiKey.list", { userId })).code).toBe("forbidden");
      }
    }
    await newKey(boss.user, ["message"], { userId: bot });
    await newKey(boss.user, ["message"]);
    const { body } = await server.post("admin.listAudit", { action: "apiKey.create" }, boss.user.accessToken);
    expect(body.entries[0]).toMatchObject({ targetKind: "user", targetId: String(bot) });
    ann.socket.close();
  });

  test("[DEV-20] [DEV-21] names, scopes and ends that cannot be are refused", async () => {
    const ann = await newCaller(server, "ann");
    const cases: [object, string][] = [
      [{ name: "x", scopes: ["message", "fly"] }, "/scopes/1"],
      [{ name: "x", scopes: ["account"] }, "/scopes/0"],
      [{ name: "x", scopes: ["admin.setRole"] }, "/scopes/0"],
      [{ name: "x", scopes: ["*"] }, "/scopes/0"],
      [{ name: "x", scopes: [] }, "/scopes"],
      [{ name: " ", scopes: ["message"] }, "/name"],
      [{ name: "x", scopes: ["message"], expiresAt: Date.now() - 1 }, "/expiresAt"],
    ];
    for (const [args, path] of cases) {
      const error = await refusedByBoth(server, ann, "apiKey.create", args);
      expect([args, error.code, error.details?.path]).toEqual([args, "invalid_arguments", path]);
    }
    ann.socket.close();
  });

  test("[DEV-20] there may be so many keys of one user and no more, also when made at once", async () => {
    const ann = await server.newUser("hoarder");
    const make = () => server.post("apiKey.create", { name: "k", scopes: ["message"] }, ann.accessToken);
    const made = await Promise.all(Array.from({ length: limits.apiKeysPerUserMax + 4 }, make));
    expect(made.filter(({ status }) => status === 200)).toHaveLength(limits.apiKeysPerUserMax);
    expect(new Set(made.flatMap(({ body }) => body.error?.code ?? []))).toEqual(new Set(["limit_reached"]));
    const [first] = await listKeys(ann);
    await server.post("apiKey.revoke", { id: first?.id }, ann.accessToken);
    expect((await make()).status).toBe(200);
  });

  test("[DEV-21] [DEV-22] [CALL-1] outside its scopes a key is forbidden everything, over both transports", async () => {
    const scopes = ["account.me", "sync", "message.list", "user"];
    const { key } = await newKey(boss.user, scopes.slice(1));
    const socket = await server.open();
    await socket.hello(key);
    const caller = { user: { ...boss.user, accessToken: key }, socket };
    let refused = 0;
    for (const name of Object.keys(methods) as MethodName[]) {
      if (scopesAllow(scopes, name)) continue;
      const error = await refusedByBoth(server, caller, name, validArguments(name, 1));
      expect([name, error.code]).toEqual([name, "forbidden"]);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(25);
    expect((await server.post("message.list", { conversationId: 1 }, key)).status).toBe(404);
    expect((await server.post("user.list", { userIds: [boss.user.user.id] }, key)).status).toBe(200);
    socket.close();
  });

  test("[DEV-21] a key that is for one thing does not even tell whose it is", async () => {
    const args = { name: "k", scopes: ["message.list", "sync"] };
    const { body } = await server.post("apiKey.create", args, boss.user.accessToken);
    expect((await server.post("account.me", {}, body.key)).body.error.code).toBe("forbidden");
    const socket = await server.open();
    const greeted = await socket.hello(body.key);
    expect(Object.keys(greeted).sort()).toEqual(["epoch", "serverTime", "user", "window"]);
    socket.close();
  });

  test("[DEV-21] without the scope sync a key opens no socket", async () => {
    const { key } = await newKey(boss.user, ["message", "inbox"]);
    const socket = await server.open();
    expect((await socket.errorOf("hello", { token: key, protocol: 1 })).code).toBe("forbidden");
    socket.close();
  });

  test("[DEV-21] [SEC-24] forged and cut keys open nothing", async () => {
    const { key } = await newKey(boss.user, ["message"]);
    const forged = [
      key.slice(0, -1),
      `${key}A`,
      key.toUpperCase(),
      `pk_${"A".repeat(43)}`,
      `PK_${key.slice(3)}`,
      key.slice(3),
      "pk_",
    ];
    for (const token of forged) expect([token, await statusWith(token)]).toEqual([token, 401]);
    const socket = await server.open();
    expect((await socket.errorOf("hello", { token: `pk_${"A".repeat(43)}`, protocol: 1 })).code).toBe(
      "unauthenticated",
    );
    expect(await statusWith(key)).toBe(200);
  });

  test("[DEV-23] a key that has run out opens nothing, and its socket is closed", async () => {
    const ann = await server.newUser("hurried");
    const { key, apiKey } = await newKey(ann, ["sync"], { expiresAt: Date.now() + 60_000 });
    const socket = await server.open();
    await socket.hello(key);
    socket.close();
    await server.runStatement(`update api_keys set expires_at = 5 where id = '${apiKey.id}'`);
    await server.restart();
    expect((await server.post("account.me", {}, key)).status).toBe(401);
    while ((await listKeys(ann)).length > 0) await Bun.sleep(20);
    const soon = await newKey(ann, ["sync"], { expiresAt: Date.now() + 3_600_000 });
    const end = soon.apiKey.expiresAt ?? 0;
    setSystemTime(end - 1);
    const statusBefore = await statusWith(soon.key);
    setSystemTime(end);
    const { body } = await server.post("account.me", {}, soon.key);
    setSystemTime();
    expect([statusBefore, body.error?.code]).toEqual([200, "token_expired"]);
  });

  test("[DEV-23] [ADM-6] keys of who is disabled open nothing, and those of who is enabled again do", async () => {
    const ann = await server.newUser("on_off");
    const { key } = await newKey(ann, ["sync"]);
    const socket = await server.open();
    await socket.hello(key);
    await server.post("admin.disableUser", { userId: ann.user.id }, boss.user.accessToken);
    expect((await socket.closed).code).toBe(4501);
    expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "account_disabled" });
    expect(await statusWith(key)).toBe(401);
    const late = await server.open();
    expect((await late.errorOf("hello", { token: key, protocol: 1 })).code).toBe("unauthenticated");
    await server.post("admin.enableUser", { userId: ann.user.id }, boss.user.accessToken);
    expect(await statusWith(key)).toBe(200);
    const again = await server.open();
    expect((await again.hello(key)).user.id).toBe(ann.user.id);
    again.close();
  });

  test("[DEV-23] a key has the role its user has now", async () => {
    const ann = await server.newUser("changing");
    const { key } = await newKey(ann, ["user"]);
    expect(await statusWith(key)).toBe(200);
    await server.post("admin.setRole", { userId: ann.user.id, role: "bot" }, boss.user.accessToken);
    expect((await server.post("account.me", {}, key)).body.user.role).toBe("bot");
  });

  test("[DEV-24] keys are seen and ended by their user and by administrators alone", async () => {
    const [ann, eve] = [await newCaller(server, "ann"), await newCaller(server, "eve")];
    const { apiKey, key } = await newKey(ann.user, ["message"]);
    const foreign = await refusedByBoth(server, eve, "apiKey.revoke", { id: apiKey.id });
    const unknown = { id: crypto.randomUUID() };
    expect(await refusedByBoth(server, eve, "apiKey.revoke", unknown)).toEqual(foreign);
    expect(foreign.code).toBe("not_found");
    expect(await statusWith(key)).toBe(200);
    expect(await listKeys(boss.user, { userId: ann.user.user.id })).toEqual([apiKey]);
    expect((await server.post("apiKey.revoke", { id: apiKey.id }, boss.user.accessToken)).status).toBe(200);
    expect(await statusWith(key)).toBe(401);
    expect(await listKeys(ann.user)).toEqual([]);
    expect((await refusedByBoth(server, ann, "apiKey.revoke", { id: apiKey.id })).code).toBe("not_found");
    const { body } = await server.post("admin.listAudit", { action: "apiKey.revoke" }, boss.user.accessToken);
    expect(body.entries[0]).toMatchObject({ targetId: String(ann.user.user.id) });
    for (const { socket } of [ann, eve]) socket.close();
  });

  test("[DEV-24] the list says when a key was used last", async () => {
    const ann = await server.newUser("user_of_keys");
    const began = Date.now();
    const [used, unused] = [await newKey(ann, ["message"]), await newKey(ann, ["message"])];
    await statusWith(used.key);
    await server.restart();
    const byId = new Map((await listKeys(ann)).map((key) => [key.id, key.lastUsedAt]));
    expect(byId.get(used.apiKey.id)).toBeGreaterThanOrEqual(began);
    expect(byId.get(unused.apiKey.id)).toBeNull();
  });
});
