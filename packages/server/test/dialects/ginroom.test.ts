import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { limits, ParleyError } from "@parley/protocol";
import { refusal, upgradeRefusal } from "../../src/dialects/ginroom/errors.ts";
import { WireSocket } from "../conformance/wire-socket.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { uploadFor } from "../support/uploads.ts";

setDefaultTimeout(60_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dialects: "ginroom", codeTtlMs: 60_000 });
});
afterAll(() => server.stop());

const post = async (path: string, body: object, to: TestServer = server) =>
  (await fetch(to.url + path, { method: "POST", body: JSON.stringify(body) })).json();
const logIn = async (username: string): Promise<string> =>
  (await post("/login", { username, password: "correct horse" })).data.token;

test("[DIA-5] a token is a JWT of the contract's claims, for a day, and of no secret", async () => {
  const { user } = await server.newUser("ann");
  const [head = "", body = ""] = (await logIn(user.username)).split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  expect(read(head)).toMatchObject({ alg: "HS256" });
  const claims = read(body);
  expect(claims).toMatchObject({ identity: user.uuid, username: user.username, email: "" });
  // The end is rounded up, the beginning down.
  expect([86_400, 86_401]).toContain(claims.exp - claims.iat);
  expect(claims.nbf).toBeLessThanOrEqual(claims.iat);
  expect(JSON.stringify(claims)).not.toContain("correct horse");
});

describe("codes by mail", () => {
  const ttlsOf = async (one: TestServer) =>
    (await one.rows("select sent_at, expires_at from codes")).map(
      ({ expires_at, sent_at }) => Number(expires_at) - Number(sent_at),
    );

  test("[DIA-6] [ACC-23] one that is mailed here holds as long as the contract says, whatever holds elsewhere", async () => {
    await post("/send/code", { email: "one@x.test", codeTtlMs: 600_000, ttlMs: 600_000 });
    expect(await ttlsOf(server)).toEqual([30_000]);
    await server.post("account.sendCode", { email: "two@x.test", purpose: "register", codeTtlMs: 600_000 });
    expect((await ttlsOf(server)).sort()).toEqual([30_000, 60_000]);
  });

  test("[DIA-6] or as long as the operator says", async () => {
    const other = await startTestServer({ dialects: "ginroom", dialectGinroomCodeTtlMs: 300_000 });
    await post("/send/code", { email: "one@x.test" }, other);
    expect(await ttlsOf(other)).toEqual([300_000]);
    await other.stop();
  });
});

test("[DIA-13] of a file that another client sends everybody is told an address of their own that holds", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const annNative = await server.connect(ann);
  await annNative.call("contact.request", { userId: bob.user.id });
  const { conversationId } = await (await server.connect(bob)).call("contact.request", {
    userId: ann.user.id,
  });
  const { id: mediaId } = await uploadFor(server, ann, "image");
  const address = `${server.url.replace("http", "ws")}/user/websocket/message`;
  const socket = await WireSocket.open(address, [], { token: bob.accessToken });
  const content = { type: "image", images: [{ mediaId }] };
  await annNative.call("message.send", { conversationId, id: Bun.randomUUIDv7(), content });
  const path = await socket?.frame();
  const shown = await fetch(server.url + path);
  expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
  await annNative.call("account.logout", {});
  const { data } = await (
    await fetch(`${server.url}/user/room/list`, { headers: { token: bob.accessToken } })
  ).json();
  expect(data.room_list[0].message.data).toMatch(/^\//);
});

test("[DIA-2] [CON-17] who is not let in takes nobody's place, in rooms and in the lobby", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const address = `${server.url.replace("http", "ws")}/websocket`;
  const open = (path: string) => WireSocket.open(`${address}/${path}?token=${bob.accessToken}`, [], {});
  const [room, lobby] = [await open("message"), await open("all")];
  const natives = [];
  while (natives.length < limits.connectionsPerUserMax - 2) natives.push(await server.connect(bob));
  for (const path of ["message", "all"]) {
    const late = await open(path);
    expect([path, await late?.closed()]).toEqual([path, { code: 1013, reason: "连接过多" }]);
  }
  const annNative = await server.connect(ann);
  const { conversation } = await annNative.call("conversation.openLobby", {});
  const say = async (text: string) => {
    const content = { type: "text", text };
    const id = Bun.randomUUIDv7();
    await annNative.call("message.send", { conversationId: conversation.id, id, content });
  };
  await say("still there?");
  expect(JSON.parse((await lobby?.frame()) ?? "")).toMatchObject({ message: "still there?" });

  const group = await annNative.call("group.create", { memberIds: [bob.user.id] });
  const content = { type: "text", text: "and here?" };
  const message = { conversationId: group.conversation.id, id: Bun.randomUUIDv7(), content };
  await annNative.call("message.send", message);
  expect(JSON.parse((await room?.frame()) ?? "")).toMatchObject({ message: "and here?" });
  for (const socket of natives) socket.close();
});

test("[DIA-12] the demo takes no more than so many frames a second", async () => {
  const address = `${server.url.replace("http", "ws")}/echo`;
  const [one, two] = [await WireSocket.open(address, [], {}), await WireSocket.open(address, [], {})];
  for (let index = 0; index < 200; index += 1) one?.send(`flood ${index}`);
  const heard = (await one?.rest()) ?? [];
  expect(heard.filter((text) => text.includes("操作过于频繁")).length).toBeGreaterThan(0);
  expect(((await two?.rest()) ?? []).every((text) => text.startsWith("flood"))).toBe(true);
  for (const socket of [one, two]) socket?.terminate();
});

test("[SEC-29] tokens, passwords and codes are in no log, wherever they were brought", async () => {
  const { user } = await server.newUser("ann");
  const token = await logIn(user.username);
  const address = server.url.replace("http", "ws");
  for (const [path, protocols] of [
    [`/websocket/all?token=${token}`, []],
    [`/websocket/message?tt=${token}`, []],
    ["/websocket/message", [token]],
  ] as const) {
    const socket = await WireSocket.open(`${address}${path}`, protocols, {});
    socket?.send(JSON.stringify({ room_identity: token, message: token }));
    await socket?.frame();
    socket?.terminate();
  }
  await fetch(`${server.url}/user/detail?token=${token}`, { headers: { token: `${token}x` } });
  const logged = server.logLines.join("");
  for (const secret of [token, "correct horse"]) expect(logged).not.toContain(secret);
});

describe("what the server cannot do is told in the contract's words", () => {
  test.each([
    ["/login", "internal", 500, "jwt内部错误"],
    ["/send/code", "unavailable", 400, "redis内部出错"],
    ["/user/add", "unavailable", 400, "添加room_basic失败"],
    ["/user/add", "limit_reached", 400, "添加user_room失败"],
    ["/user/chat/list", "unavailable", 400, "查询失败"],
    ["/user/detail", "unavailable", 400, "查询失败"],
    ["/query/detail", "internal", 400, "查询失败"],
    ["/register", "unavailable", 400, "注册失败"],
  ] as const)("[DIA-7] %s %s", async (route, code, status, message) => {
    const response = refusal(new ParleyError(code, { message: "something of the server's own" }), route);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status, message, data: null });
  });

  test("[DIA-7] a handshake too", async () => {
    expect(await upgradeRefusal(new ParleyError("token_expired")).json()).toEqual({
      status: 400,
      message: "wensocket升级失败",
      data: "token is expired",
    });
  });
});
