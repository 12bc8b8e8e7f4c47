/**
 * What was handed out or sent to prove who somebody is (passwords, tokens, codes, tickets, signatures, keys) is found
 * nowhere but where it was handed to: not in the log at its most verbose, not in the audit log, not in refusals, not in
 * metrics; also when things go wrong in the middle.
 */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { WireSocket } from "../conformance/wire-socket.ts";
import { claimAdmin } from "../support/admin.ts";
import { Mailbox } from "../support/mailbox.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

setDefaultTimeout(60_000);

const salt = "salt-of-every-client";
const serviceKey = "key-of-the-service";
const metricsKey = "key-of-the-metrics";

let server: TestServer;
/** Each with what it is. */
const secrets = new Map<string, string>();
const refusals: string[] = [];

beforeAll(async () => {
  server = await startTestServer({
    ...{ dialects: "all", logLevel: "debug", metricsKey, registration: "open" },
    ...{ dialectEggGuestSalt: salt, dialectNettyServiceKey: serviceKey },
  });
});
afterAll(() => server.stop());

function secret(name: string, value: string): string {
  expect(value.length).toBeGreaterThan(5);
  secrets.set(value, name);
  return value;
}

const password = (name: string) => secret(`password of ${name}`, `pw-${name}-9471`);

interface Asking {
  readonly json?: object;
  readonly headers?: Record<string, string>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of five contracts
async function ask(target: string, { headers = {}, json }: Asking = {}): Promise<any> {
  const [method = "", path = ""] = target.split(" ");
  const response = await fetch(server.url + path, {
    method,
    headers: { ...headers, ...(json === undefined ? {} : { "content-type": "application/json" }) },
    redirect: "manual",
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const body = text.startsWith("{") ? JSON.parse(text) : {};
  const isRefused =
    response.status >= 400 ||
    body.status === 400 ||
    body.status === 500 ||
    (body.code ?? body.Code ?? 0) === -1;
  if (isRefused) refusals.push(text);
  return body;
}

/** What is said until nothing more comes, at least so many frames. */
async function visit(
  path: string,
  frames: readonly object[],
  protocols: string[] = [],
  least = 0,
): Promise<string[]> {
  const socket = await WireSocket.open(server.url.replace("http", "ws") + path, protocols, {});
  if (socket === null) return [];
  for (const frame of frames) socket.send(JSON.stringify(frame));
  const said: string[] = [];
  while (said.length < least) said.push(await socket.frame());
  said.push(...(await socket.rest()));
  refusals.push(...said.filter((frame) => /"status":[45]|"fail"|发送失败/.test(frame)));
  socket.terminate();
  return said;
}

const name = (who: string) => `${who}_${process.pid}`;

async function netty() {
  const username = name("nina");
  await ask("POST /v1/account.register", { json: { username, password: password("nina") } });
  const login = (given: string) => ({ type: 5, params: { userName: username, password: given } });
  const [reply = "{}"] = await visit("/websocket", [login("pw-nina-9471")], [], 1);
  const { openid, token } = JSON.parse(reply).params;
  secret("token of netty", token);
  await visit("/websocket", [login(secret("a wrong password of netty", "wrong-netty-1"))], [], 1);
  const register = { type: 7, params: { openid, userName: "n", loginStatus: "1" } };
  await visit(`/websocket?token=${token}`, [register, { type: 99, params: {} }]);
  await visit(`/websocket?token=${secret("a token that is none", "nonsense-token-1")}`, [register]);
  const push = { to: [openid], msg: { a: 1 }, sendToAll: false };
  const path = "POST /api/chatServe/rocketmq/mqmessage/message/send";
  await ask(path, { json: push, headers: { authorization: `Bearer ${serviceKey}` } });
  await ask(path, {
    json: push,
    headers: { authorization: `Bearer ${secret("a wrong key", "wrong-key-1")}` },
  });
  secret("the service's key", serviceKey);
  const { ticket } = await ask("POST /v1/ticket", { headers: { token } });
  secret("a ticket", ticket);
  await visit(`/websocket?token=${ticket}`, [register]);
  await visit(`/websocket?token=${ticket}`, [register]);
}

async function ginroom() {
  const [username, email] = [name("gina"), "gina@x.test"];
  await ask("POST /send/code", { json: { email } });
  const code = secret("a code", await new Mailbox(server).code(email));
  const account = { username, password: password("gina"), email };
  await ask("POST /register", { json: { ...account, code: secret("a wrong code", "000000") } });
  await ask("POST /register", { json: { ...account, code } });
  await ask("POST /login", { json: { username, password: secret("a wrong one", "wrong-gin-1") } });
  const { data } = await ask("POST /login", { json: { username, password: account.password } });
  const token = secret("token of ginroom", data.token);
  await ask("GET /user/detail", { headers: { token } });
  await ask("GET /user/detail", { headers: { token: `${token}x` } });
  await visit("/websocket/message", [{ room_identity: "none", message: "hi" }], [token]);
  await visit(`/websocket/all?token=${token}`, [{ message: "hi" }, {}]);
  await ask(`GET /websocket/all?token=${token}`);
}

async function egg() {
  const timestamp = String(Date.now());
  const deviceId = crypto.randomUUID();
  const sign = createHash("sha256")
    .update(`deviceId=${deviceId}&salt=${salt}&timestamp=${timestamp}`)
    .digest("hex");
  secrets.set(salt, "salt of egg").set(sign, "signature");
  const signed = { json: { deviceId, timestamp }, headers: { "x-security-sign": sign } };
  const guest = await ask("POST /api/visitorRegister", signed);
  secret("token of a guest", guest.data.token);
  await ask("POST /api/visitorRegister", signed);
  const username = name("egon");
  const credentials = { username, password: password("egon") };
  secret("token of egg", (await ask("POST /api/regChat", { json: credentials })).data.token);
  await ask("POST /api/loginChat", { json: { username, password: secret("wrong", "wrong-egg-1") } });
  const { data } = await ask("POST /api/loginChat", { json: credentials });
  const headers = { token: secret("second token of egg", data.token) };
  const newpassword = password("egon2");
  const change = { oldpassword: credentials.password, newpassword, checknewpassword: newpassword };
  await ask("POST /api/chat/setPassword", { headers, json: { ...change, oldpassword: "wrong-egg-1" } });
  await visit(`/ws?token=${data.token}`, [{ type: "ping", token: data.token, timestamp: 1 }]);
  await ask(`POST /api/chat/nothing?token=${data.token}`, { json: {} });
  await ask("POST /api/chat/setPassword", { headers, json: change });
  await ask("POST /api/chat/logout", { headers, json: {} });
  await visit(`/ws?token=${data.token}`, []);
}

async function cousins() {
  const username = name("hugo");
  const given = password("hugo");
  await ask("POST /user/createUser", { json: { name: username, password: given, Identity: `${given}x` } });
  await ask("POST /user/createUser", { json: { name: username, password: given, Identity: given } });
  await ask("POST /user/findUserByNameAndPwd", {
    json: { name: username, password: secret("wrong", "wrong-hz-1") },
  });
  const { data } = await ask("POST /user/findUserByNameAndPwd", {
    json: { name: username, password: given },
  });
  const token = secret("token of hertz", data.Identity);
  await ask(`GET /toChat?userId=${data.ID}&token=${token}`);
  await ask(`GET /toChat?userId=1&token=${token}`);
  for (const path of ["/chat", "/initWebSocket"]) {
    const frame = { TargetId: 1, Type: 1, CreateTime: 1, userId: 1, Media: 1, Content: "hi", url: "" };
    await visit(`${path}?userId=${data.ID}&token=${token}`, [frame]);
    await visit(`${path}?userId=1&token=${token}`, [frame]);
  }
  const next = password("hugo2");
  const headers = { token };
  await ask("POST /user/updateUser", {
    headers,
    json: { id: data.ID, password: next, oldpassword: "wrong-hz-1" },
  });
  await ask("POST /user/updateUser", { headers, json: { id: data.ID, password: next, oldpassword: given } });
  await ask(`POST /user/deleteUser?id=${data.ID}&password=wrong-hz-1`, { headers });
}

/** The same ways in while the database cannot answer. */
async function whileBroken(): Promise<void> {
  const given = "pw-gina-9471";
  await server.runStatement("alter table users rename to users_elsewhere");
  try {
    await ask("POST /login", { json: { username: name("gina"), password: given } });
    await ask("POST /api/loginChat", { json: { username: name("egon"), password: given } });
    await ask("POST /user/findUserByNameAndPwd", { json: { name: name("hugo"), password: given } });
    await ask("POST /user/createUser", { json: { name: name("new"), password: given, Identity: given } });
    await ask("POST /api/regChat", { json: { username: name("newer"), password: given } });
    await visit("/websocket", [{ type: 5, params: { userName: name("nina"), password: given } }], [], 1);
  } finally {
    await server.runStatement("alter table users_elsewhere rename to users");
  }
}

/** A code is one by itself, and no part of a number or an id. */
const isIn = (text: string, value: string) =>
  /^[0-9]{6}$/.test(value) ? new RegExp(`\\b${value}\\b`).test(text) : text.includes(value);
const foundIn = (text: string) => [...secrets].flatMap(([value, what]) => (isIn(text, value) ? [what] : []));

test("[SEC-07] [DIA-7] [DIA-15] no password, token, code, ticket, signature or key is in the log, the audit log, a refusal or a metric", async () => {
  const { accessToken } = await claimAdmin(server);
  secret("token of the administrator", accessToken);
  await netty();
  await ginroom();
  await egg();
  await cousins();
  const calm = server.logLines.length;
  await whileBroken(); // What went wrong was logged, or nothing would be proved here.
  expect(server.logLines.slice(calm).join("\n")).toContain("failed");
  expect(refusals.length).toBeGreaterThan(20);
  expect(secrets.size).toBeGreaterThan(24);
  expect(foundIn(server.logLines.join("\n"))).toEqual([]);
  expect(foundIn(refusals.join("\n"))).toEqual([]);
  const audit = await server.rows("select * from audit_log order by id");
  expect(foundIn(JSON.stringify(audit))).toEqual([]);
  const metrics = await fetch(`${server.url}/metrics`, {
    headers: { authorization: `Bearer ${metricsKey}` },
  });
  expect(metrics.status).toBe(200);
  expect(foundIn(await metrics.text())).toEqual([]);

  const pushes = await server.post("admin.listAudit", { action: "dialect.push" }, accessToken);
  expect(pushes.body.entries).toMatchObject([
    { actorId: 0, targetKind: "dialect", targetId: "netty", details: { receivers: 1, sockets: 0 } },
  ]);
});
