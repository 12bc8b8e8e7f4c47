/** Requests of `egg` as its clients also write them: forms with files, numbers as such, empty queries; a port of its own. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { freePort } from "../support/free-port.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
  "base64",
);
const forbidden = { status: 400, data: "您没有权限访问即时通讯接口" };

let server: TestServer;
let port: number;
let token: string;

beforeAll(async () => {
  port = await freePort();
  server = await startTestServer({ dialects: "egg", dialectEggPort: port });
  const { data } = await ask("/api/regChat", JSON.stringify({ username: "egg_forms", password: "123456" }));
  token = data.token;
});
afterAll(() => server.stop());

async function ask(path: string, body?: FormData | string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, {
    ...(body === undefined ? {} : { method: "POST", body }),
    headers,
  });
  return { status: response.status, ...JSON.parse(await response.text()) };
}

const image = (name: string) => new File([png], name);
const formOf = (...entries: readonly (readonly [string, string | File])[]) => {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
};

test("[DIA-4] [DIA-18] a token is a field of a multipart form as well, before the file of one that uploads", async () => {
  const search = "/api/chat/searchUser";
  expect(await ask(search, formOf(["keyword", "x"], ["token", token]))).toMatchObject({ status: 200 });
  expect(await ask(search, formOf(["keyword", "x"]))).toMatchObject(forbidden);
  const upload = "/api/chat/uploadStreamSingleToServerDiy/chat";
  // Longer than what is read ahead.
  const text = "字".repeat(100_000);
  const kept = await ask(upload, formOf(["token", token], ["file", new File([text], "a.txt")]));
  expect(kept).toMatchObject({ status: 200, msg: "ok" });
  const opened = await fetch(server.url + kept.data.url, { headers: { token } });
  expect(await opened.text()).toBe(text);
  expect(await ask(upload, formOf(["token", "no"], ["file", image("a.png")]))).toMatchObject({
    ...{ status: 400, data: "Token 令牌不合法！" },
  });
  expect(await ask(upload, formOf(["file", image("a.png")]))).toMatchObject(forbidden);
  // What stands in a file is no field.
  const hidden = new File(
    [`\r\n\r\n--x\r\ncontent-disposition: form-data; name="token"\r\n\r\n${token}\r\n`],
    "a.txt",
  );
  expect(await ask(upload, formOf(["file", hidden]))).toMatchObject(forbidden);
});

test("[MED-20] every picture of one form is kept, or none where one is no picture of the listed kinds", async () => {
  const form = formOf(["img", image("a.png")], ["img", image("b.png")], ["imageClassId", "3"]);
  const { data } = await ask("/api/chat/uploadAliyun", form, { token });
  expect(data).toHaveLength(2);
  for (const { image_class_id, path, url } of data) {
    expect([image_class_id, path]).toEqual([3, url]);
    expect((await fetch(server.url + url, { headers: { token } })).status).toBe(200);
  }
  const mixed = formOf(["img", image("a.png")], ["img", new File(["<html>"], "b.html")]);
  expect(await ask("/api/chat/uploadAliyun", mixed, { token })).toMatchObject({
    ...{ status: 400, data: "上传失败: 不支持的文件类型" },
  });
});

test("[DIA-6] a picture's address has up to 1000 characters, a new password may be a number", async () => {
  const long = `https://pictures.example/${"a".repeat(1_000 - 25)}`;
  const update = (fieldValue: string) =>
    ask("/api/chat/updateUserinfo", JSON.stringify({ fieldname: "avatar", fieldValue }), { token });
  expect(await update(long)).toMatchObject({ status: 200, data: "头像更新成功" });
  expect(await update(`${long}a`)).toMatchObject({ status: 422 });
  const passwords = { oldpassword: 123456, newpassword: 1234567, checknewpassword: 1234567 };
  expect(await ask("/api/chat/setPassword", JSON.stringify(passwords), { token })).toMatchObject({
    ...{ status: 200, data: "修改密码成功" },
  });
});

test("[DIA-18] an empty limit is none", async () => {
  for (const path of ["/api/chat/goodfriendlist/1?limit=", "/api/chat/grouplist/1?limit="]) {
    expect(await ask(path, undefined, { token })).toMatchObject({ status: 200 });
  }
});

test("[DIA-7] [DIA-1] on a port of its own every unknown address is answered in the contract's shape", async () => {
  for (const path of ["/nothing", "/", "/api/nothing"]) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    expect([path, answer.status, await answer.json()]).toEqual([
      path,
      404,
      { msg: "fail", data: "404 错误" },
    ]);
  }
});

test("[DIA-7] a handshake that finds no room is refused in the contract's shape", async () => {
  await server.restart({ connectionsMax: 1 });
  const native = await server.open();
  const headers = {
    ...{ connection: "Upgrade", upgrade: "websocket" },
    ...{ "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" },
  };
  const answer = await fetch(`${server.url}/ws?token=${token}`, { headers });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { msg: "fail", data: "服务器繁忙，请稍后再试" },
  ]);
  native.close();
});
