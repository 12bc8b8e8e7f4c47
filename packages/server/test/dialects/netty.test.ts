import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { WireSocket } from "../conformance/wire-socket.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dialects: "netty" });
});
afterAll(() => server.stop());

const open = async (path: string, headers: Record<string, string> = {}) =>
  WireSocket.open(`${server.url.replace("http", "ws")}${path}`, [], headers);

async function registered(user: SignedIn): Promise<WireSocket> {
  const socket = await open(`/websocket?token=${user.accessToken}`);
  if (socket === null) throw new Error("refused");
  const params = { openid: String(user.user.id), userName: "x", loginStatus: "1" };
  socket.send(JSON.stringify({ type: 7, params }));
  return socket;
}

const say = (socket: WireSocket, to: SignedIn, message: string, more: object = {}) =>
  socket.send(
    JSON.stringify({
      type: 1,
      params: { toMessageId: String(to.user.id), message, fileType: "text", ...more },
    }),
  );
const next = async (socket: WireSocket) => JSON.parse(await socket.frame());

test("[DIA-9] a ping frame is answered with its payload, a close frame by the close", async () => {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/websocket`);
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
  const pong = new Promise<string>((resolve) => {
    socket.addEventListener("pong", (event) => resolve(String((event as MessageEvent).data)), { once: true });
  });
  (socket as unknown as { ping(data: string): void }).ping("are you there");
  expect(await pong).toBe("are you there");
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
  socket.close(1000);
  expect(await closed).toBe(1000);
});

test("[DIA-12] the path is this one exactly, and a frame is no longer than the contract has it", async () => {
  expect(await open("/websocket/x")).toBeNull();
  const ann = await server.newUser("ann");
  const socket = await registered(ann);
  socket.send("x".repeat(65_537));
  expect((await socket.closed()).code).toBe(1009);
});

test("[DIA-12] before anybody signed in a frame is small, and the wait is short", async () => {
  const socket = await open("/websocket");
  socket?.send(`{"type":5,"params":{"userName":"${"x".repeat(5_000)}"}}`);
  expect((await socket?.closed())?.code).toBe(1009);
});

test("[DIA-3] a page of a foreign origin opens no socket and gets no ticket", async () => {
  const ann = await server.newUser("ann");
  const headers = { origin: "https://evil.example" };
  expect(await open(`/websocket?token=${ann.accessToken}`, headers)).toBeNull();
  const ticket = await fetch(`${server.url}/v1/ticket`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${ann.accessToken}` },
  });
  expect(ticket.status).toBe(403);
});

test("[DIA-4] a ticket lets in nobody but a page of the origin that asked", async () => {
  const ann = await server.newUser("ann");
  const response = await fetch(`${server.url}/v1/ticket`, {
    method: "POST",
    headers: { authorization: `Bearer ${ann.accessToken}`, origin: server.url },
  });
  const { ticket } = (await response.json()) as { ticket: string };
  const elsewhere = await open(`/websocket?token=${ticket}`);
  expect((await elsewhere?.closed())?.code).toBe(4400);
  const same = await open(`/websocket?token=${ticket}`, { origin: server.url });
  // Taken by the first try, which was not allowed it.
  expect((await same?.closed())?.code).toBe(4400);
});

test("[DIA-5] a session's end ends its token and its sockets, by whatever cause", async () => {
  const ann = await server.newUser("ann");
  const { body: second } = await server.post("account.login", {
    username: ann.user.username,
    password: "correct horse",
  });
  const socket = await registered(second);
  expect(await socket.rest()).toEqual([]);
  await server.post(
    "account.changePassword",
    { oldPassword: "correct horse", newPassword: "battery staple" },
    ann.accessToken,
  );
  expect(await socket.closed()).toEqual({ code: 1008, reason: "已下线" });
  const again = await open(`/websocket?token=${second.accessToken}`);
  expect((await again?.closed())?.code).toBe(4400);
});

test("[DIA-8] answers come in the order of what was asked, however many are asked at once", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const [from, to] = [await registered(ann), await registered(bob)];
  expect(await to.rest()).toEqual([]);
  for (let index = 0; index < 300; index += 1) say(from, bob, `number ${index}`);
  for (let index = 0; index < 300; index += 1) {
    expect(await next(from)).toMatchObject({ type: 0, params: { message: `number ${index}` } });
    expect(await next(to)).toMatchObject({ type: 2, params: { message: `number ${index}` } });
  }
});

test("[DIA-11] a socket that dies in the middle loses nothing: what it did not take comes again", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const from = await registered(ann);
  const first = await registered(bob);
  expect(await first.rest()).toEqual([]);
  for (let index = 0; index < 30; index += 1) {
    say(from, bob, `number ${index}`);
    await next(from);
    if (index === 14) first.terminate();
  }
  const second = await registered(bob);
  const seen = new Set<string>();
  while (!seen.has("number 29")) seen.add((await next(second)).params.message);
  for (let index = 15; index < 30; index += 1) expect(seen).toContain(`number ${index}`);
});

test("[DIA-10] only what was missed comes, in order, after a restart of the server as well", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const online = await registered(bob);
  await online.rest();
  const from = await registered(ann);
  say(from, bob, "taken");
  expect(await next(online)).toMatchObject({ type: 2, params: { message: "taken" } });
  await online.taken();
  online.close();
  await online.closed();
  for (const message of ["one", "two", "three"]) say(from, bob, message);
  for (let index = 0; index < 4; index += 1) await next(from);
  await server.restart();
  const back = await registered(bob);
  for (const message of ["one", "two", "three"]) {
    expect(await next(back)).toMatchObject({ type: 2, params: { message } });
  }
  expect(await back.rest()).toEqual([]);
});

test("[DIA-2] somebody who blocks the sender is not reached, and the sender is told in the contract's words", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  await server.post("contact.block", { userId: ann.user.id, isBlocked: true }, bob.accessToken);
  const from = await registered(ann);
  const to = await registered(bob);
  await to.rest();
  say(from, bob, "let me in");
  expect(await next(from)).toEqual({ type: 500, status: 500, params: { message: "对方不接收消息" } });
  expect(await to.rest()).toEqual([]);
});

test("[DIA-7] no answer and no log line holds a token or what went wrong inside", async () => {
  const ann = await server.newUser("ann");
  const socket = await open(`/websocket?token=${ann.accessToken}x`);
  await socket?.closed();
  const own = await registered(ann);
  own.send('{"type":1,"params":{"toMessageId":"1 or 1=1","message":"x"}}');
  expect(await own.frame()).not.toMatch(/sql|error|stack|\.ts/i);
  expect(server.logLines.join("\n")).not.toContain(ann.accessToken.slice(0, 40));
});

test("[DIA-13] [DIA-14] what is sent natively arrives, in a direct conversation and in a group by its number, and the other way round", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const to = await registered(bob);
  await to.rest();
  const native = await server.connect(ann);
  const { conversation } = await native.call("conversation.openDirect", { userId: bob.user.id });
  const id = Bun.randomUUIDv7();
  await native.call("message.send", {
    conversationId: conversation.id,
    id,
    content: { type: "text", text: "hi" },
  });
  expect(await next(to)).toMatchObject({ type: 2, params: { message: "hi", fileType: "text", msgid: id } });
  const { conversation: group } = await native.call("group.create", {
    name: "both",
    memberIds: [bob.user.id],
  });
  const created = await next(to);
  expect(created).toMatchObject({ type: 4, groupId: group.id });
  to.send(
    JSON.stringify({ type: 9, params: { toMessageId: group.id, message: "from netty", fileType: "text" } }),
  );
  expect(await next(to)).toMatchObject({ type: 0 });
  const push = await native.push(
    ({ ev, content }) => ev === "message.sent" && content?.text === "from netty",
  );
  expect(push.senderId).toBe(bob.user.id);
});

test("[MSG-2] [DIA-8] said again with its msgid, from another socket too, it is one message, answered each time, and something else under it is refused", async () => {
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const [from, second, to] = [await registered(ann), await registered(ann), await registered(bob)];
  for (const socket of [from, second, to]) expect(await socket.rest()).toEqual([]);
  const again = { msgid: "42", isretry: "false" };
  for (const socket of [from, second, from]) {
    say(socket, bob, "once", again);
    // The other socket of the same person hears it as it happens, before it says the same.
    const answers = [await next(socket)];
    while (answers.at(-1)?.type !== -1) answers.push(await next(socket));
    expect(answers.at(-1)).toMatchObject({ params: { message: "once", msgid: "42", online: true } });
    expect(answers.filter(({ type }) => type === 2)).toHaveLength(socket === second ? 1 : 0);
  }
  say(from, bob, "something else", again);
  expect(await next(from)).toMatchObject({ type: 500, status: 500 });
  expect(await next(to)).toMatchObject({ type: 2, params: { message: "once", msgid: "42" } });
  for (const socket of [from, second, to]) expect(await socket.rest()).toEqual([]);
});

test("[DIA-2] an open network is refused on a public address", async () => {
  const options = { dialects: "netty", dialectNettyOpenNetwork: "yes", host: "0.0.0.0" };
  expect(startTestServer(options)).rejects.toThrow(/closed networks/);
});
