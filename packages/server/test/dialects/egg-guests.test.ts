/** Guests of the contract `egg`: requests that clients sign, and proofs instead of what devices call themselves. */
import { afterAll, beforeAll, expect, setDefaultTimeout, setSystemTime, test } from "bun:test";
import { createHash } from "node:crypto";
import { startTestServer, type TestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const [salt, literal] = ["a salt of both sides", "literal"];
let server: TestServer;
beforeAll(async () => {
  const options = { dialects: "egg", dialectEggGuestSalt: salt, dialectEggGuestLiteral: literal };
  server = await startTestServer({ ...options, rateLimitFactor: 1 });
});
afterAll(() => server.stop());

let newest = Date.now();
const signatureOf = (deviceId: string, timestamp: string | number) =>
  createHash("sha256")
    .update(`deviceId=${deviceId}&salt=${salt}&timestamp=${timestamp}${literal}`)
    .digest("hex");

async function ask(path: string, fields: Record<string, unknown>, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(fields),
  });
  return { status: response.status, ...(await response.json()) };
}

function signed(path: string, deviceId: string, fields: object = {}, headers: Record<string, string> = {}) {
  newest += 1;
  const sign = { "x-security-sign": signatureOf(deviceId, newest) };
  return ask(path, { deviceId, timestamp: newest, ...fields }, { ...headers, ...sign });
}

const refusal = (data: string) => ({ status: 400, msg: "fail", data });
const deviceOf = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`;

test("[DIA-2] a request is refused without a signature, with a wrong one, too old, again, or of no device", async () => {
  const deviceId = deviceOf("a");
  const now = Date.now();
  expect(await ask("/api/visitorRegister", { deviceId, timestamp: now })).toEqual(refusal("非法访问"));
  const wrong = { "x-security-sign": signatureOf(deviceId, now + 1) };
  expect(await ask("/api/visitorRegister", { deviceId, timestamp: now }, wrong)).toEqual(refusal("非法签名"));
  // One that is ahead is too far ahead for a moment alone.
  setSystemTime(now);
  for (const timestamp of [now - 301_000, now + 301_000, "soon"]) {
    const sign = { "x-security-sign": signatureOf(deviceId, timestamp) };
    expect(await ask("/api/visitorRegister", { deviceId, timestamp }, sign)).toEqual(refusal("请求已过期"));
  }
  setSystemTime();
  const short = { "x-security-sign": signatureOf("short", now) };
  expect(await ask("/api/visitorRegister", { deviceId: "short", timestamp: now }, short)).toEqual(
    refusal("无效标识"),
  );
  const sign = { "x-security-sign": signatureOf(deviceId, now) };
  const fields = {
    deviceId,
    timestamp: now,
    uniplatform: "app",
    devicemodel: "M",
    deviceos: "os",
    devicebrand: "B",
  };
  const first = await ask("/api/visitorRegister", fields, sign);
  expect(first.data).toMatchObject({
    role: "visitor",
    devicefingeruuid: deviceId,
    devicemodel: "M",
    devicebrand: "B",
  });
  expect(first.data.nickname).toBe("VISaaaaaaaa");
  expect(first.data.username).toBe("VISaaaaaaaa");
  expect(await ask("/api/visitorRegister", fields, sign)).toEqual(refusal("请求已过期"));
});

test("[GUE-2] [GUE-3] a device gets the guest it proves to be, else a new one, and five in an hour", async () => {
  const deviceId = deviceOf("b");
  const first = (await signed("/api/visitorRegister", deviceId)).data;
  const again = (await signed("/api/visitorRegister", deviceId, {}, { token: first.token })).data;
  expect(again.id).toBe(first.id);
  const ids = new Set<number>([first.id]);
  for (const token of ["", "nonsense", "", ""]) {
    const guest = await signed("/api/visitorRegister", deviceId, {}, token === "" ? {} : { token });
    ids.add(guest.data.id);
  }
  expect(ids.size).toBe(5);
  expect(first.username).toBe("VISbbbbbbbb");
  expect(await signed("/api/visitorRegister", deviceId)).toEqual(refusal("请求过于频繁，请1个小时后再试"));
});

test("[GUE-5] a visitor may what the contract opens to visitors, and nothing more", async () => {
  const { token } = (await signed("/api/visitorRegister", deviceOf("c"))).data;
  const refused = refusal("您没有权限访问，请先注册或登录");
  for (const path of ["searchUser", "setPassword", "setblackgoodfriend/1", "handleapply/1"]) {
    expect([path, await ask(`/api/chat/${path}`, {}, { token })]).toEqual([path, refused]);
  }
  const ann = await server.newUser("ann");
  const target = { userid: ann.user.id };
  expect((await ask("/api/chat/getUserSetInfo", target, { token })).data).toMatchObject({
    uuid: ann.user.uuid,
  });
  expect((await ask("/api/chat/applyfriend", { friend_id: ann.user.id }, { token })).data).toBe("ok");
  const rename = { fieldname: "nickname", fieldValue: "访客" };
  expect((await ask("/api/chat/updateUserinfo", rename, { token })).data).toBe("修改昵称成功");
});

test("[GUE-20] a guest with its proof becomes an account and keeps its id; without it nobody gets its guest", async () => {
  const deviceId = deviceOf("d");
  const guest = (await signed("/api/visitorRegister", deviceId)).data;
  const stranger = await signed("/api/visitorregChat", deviceId, {
    username: "egg_other",
    password: "secret1",
  });
  expect(stranger.data.id).not.toBe(guest.id);
  const proof = { token: guest.token };
  const taken = await signed(
    "/api/visitorregChat",
    deviceId,
    { username: "egg_other", password: "secret1" },
    proof,
  );
  expect(taken).toEqual(refusal("该账号已存在，请换一个账号注册"));
  const account = await signed(
    "/api/visitorregChat",
    deviceId,
    { username: "egg_guest", password: "secret1" },
    proof,
  );
  expect(account.data).toMatchObject({
    id: guest.id,
    role: "user",
    username: "egg_guest",
    devicefingeruuid: deviceId,
  });
  expect(await ask("/api/chat/logout", {}, proof)).toEqual(refusal("Token 令牌不合法！"));
  const back = await signed("/api/visitorloginChat", deviceId, {
    username: "egg_guest",
    password: "secret1",
  });
  expect(back.data).toMatchObject({ id: guest.id, role: "user" });
  const wrong = await signed("/api/visitorloginChat", deviceId, {
    username: "egg_guest",
    password: "secret2",
  });
  expect(wrong).toEqual(refusal("账户或密码错误"));
  const visit = await signed("/api/visitorRegister", deviceId, {}, { token: back.data.token });
  expect(visit.data).toMatchObject({ id: guest.id, role: "visitor" });
  const search = await ask("/api/chat/searchUser", { keyword: "x" }, { token: visit.data.token });
  expect(search).toEqual(refusal("您没有权限访问，请先注册或登录"));
});

test("[DIA-5] a disabled person's token says so", async () => {
  const { data } = await ask("/api/regChat", { username: "egg_disabled", password: "secret1" });
  await server.runStatement(`update users set is_enabled = 0 where id = ${data.id}`);
  expect(await ask("/api/chat/logout", {}, { token: data.token })).toEqual(
    refusal("当前用户不存在或者已被禁用"),
  );
});
