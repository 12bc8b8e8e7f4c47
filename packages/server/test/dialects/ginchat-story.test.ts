/** A day with each of the cousins, in the contract's own order, beside a native client of the same people. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { WireSocket } from "../conformance/wire-socket.ts";
import { claimAdmin } from "../support/admin.ts";
import { freePort } from "../support/free-port.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const cousins = [
  { name: "hertz", socket: "/chat", befriend: "/contact/addfriend", own: "userId", list: "POST" },
  {
    name: "gochat",
    socket: "/initWebSocket",
    befriend: "/contact/addFriendByName",
    own: "userID",
    list: "GET",
  },
] as const;

interface Person {
  readonly id: number;
  readonly token: string;
  readonly name: string;
}

describe.each(cousins)("a day with $name", ({ name: dialect, befriend, list, own, socket }) => {
  async function post(server: TestServer, path: string, form: object, token = "") {
    const headers = token === "" ? {} : { token };
    const body = new URLSearchParams(Object.entries(form).map(([key, value]) => [key, String(value)]));
    return (await fetch(server.url + path, { method: "POST", headers, body })).json();
  }

  async function register(server: TestServer, name: string): Promise<Person> {
    const form = { name, password: "pw", repassword: "pw", Identity: "pw" };
    expect(await post(server, "/user/createUser", form)).toMatchObject({ code: 0 });
    const { data } = await post(server, "/user/findUserByNameAndPwd", { name, password: "pw" });
    return { id: data.ID, token: data.Identity, name };
  }

  async function come(server: TestServer, { id, token }: Person): Promise<WireSocket> {
    const address = `${server.url.replace("http", "ws")}${socket}?userId=${id}&token=${token}`;
    const opened = await WireSocket.open(address, [], {});
    if (opened === null) throw new Error("refused");
    expect(await opened.frame()).toBe("欢迎进入聊天系统");
    return opened;
  }

  const say = (from: WireSocket, userId: number, TargetId: number, Content: string, more: object = {}) =>
    from.send(
      JSON.stringify({
        TargetId,
        Type: 1,
        CreateTime: 1,
        userId,
        Media: 1,
        Content,
        url: "",
        amount: 0,
        ...more,
      }),
    );
  /** The next frame that says so. */
  async function heard(at: WireSocket, content: string): Promise<object> {
    for (;;) {
      const frame = await hear(at);
      if (frame.Content === content) return frame;
    }
  }

  const hear = async (at: WireSocket) => JSON.parse(await at.frame());

  test("[DIA-13] register, befriend, talk, a community, a second device, a recall elsewhere, a return", async () => {
    const server = await startTestServer({ dialects: dialect });
    const [ann, bob] = [await register(server, "ann"), await register(server, "bob")];
    const added = { [own]: ann.id, targetName: bob.name };
    expect(await post(server, befriend, added, ann.token)).toMatchObject({ Code: 0, Msg: "添加好友成功" });
    const friends = await post(server, "/searchFriends", { userId: bob.id }, bob.token);
    expect(friends.Rows.map(({ Name }: { Name: string }) => Name)).toContain("ann");

    const [atAnn, atBob] = [await come(server, ann), await come(server, bob)];
    const alsoAnn = await come(server, ann);
    for (const text of ["first", "same", "same"]) say(atAnn, ann.id, bob.id, text);
    for (const at of [atBob, alsoAnn]) {
      const three = [await hear(at), await hear(at), await hear(at)];
      expect(three).toMatchObject([{ Content: "first" }, { Content: "same" }, { Content: "same" }]);
    }

    const voice = { Media: 3, amount: 7, url: "" };
    const form = new FormData();
    form.append("file", new Blob([wave()], { type: "audio/wav" }), "a.wav");
    const uploaded = await fetch(`${server.url}/attach/upload`, {
      method: "POST",
      headers: { token: bob.token },
      body: form,
    });
    const { Data: url } = await uploaded.json();
    say(atBob, bob.id, ann.id, "", { ...voice, url });
    expect(await heard(atAnn, "")).toMatchObject({ Media: 3, amount: 7, url });
    const fetched = await fetch(new URL(url, server.url), { headers: { token: ann.token } });
    expect([fetched.status, fetched.redirected]).toEqual([200, true]);
    expect((await fetch(new URL(url, server.url))).status).toBe(403);
    await hear(alsoAnn);

    const created = { ownerId: ann.id, name: `${dialect} readers` };
    expect(await post(server, "/contact/createCommunity", created, ann.token)).toMatchObject({ Code: 0 });
    const joins = await Promise.all(
      Array.from({ length: 5 }, () =>
        post(server, "/contact/joinGroup", { userId: bob.id, comId: created.name }, bob.token),
      ),
    );
    expect(joins.map(({ Msg }) => Msg)).toContain("加群成功");
    const native = await server.post("account.login", { username: "ann", password: "pw" });
    const call = async (operation: string, args: object) =>
      (await server.post(operation, args, native.body.accessToken)).body;
    const conversationId = (await call("conversation.openDirect", { userId: bob.id })).conversation.id;
    const id = Bun.randomUUIDv7();
    await atBob.rest();
    await call("message.send", { conversationId, id, content: { type: "text", text: "from elsewhere" } });
    expect(await hear(atBob)).toMatchObject({ Content: "from elsewhere", userId: ann.id, TargetId: bob.id });
    await call("message.recall", { conversationId, id });
    expect(await hear(atBob)).toMatchObject({ Content: "撤回了一条消息" });

    atBob.close();
    await atBob.closed();
    say(atAnn, ann.id, bob.id, "while away");
    await heard(alsoAnn, "while away");
    const back = await come(server, bob);
    const history = { userIdA: bob.id, userIdB: ann.id, start: 0, end: 99, isRev: true };
    const { Rows, Total } = await post(server, "/user/redisMsg", history, bob.token);
    const texts = (Array.isArray(Rows) ? Rows : Total).map((text: string) => JSON.parse(text).Content);
    expect(texts).toEqual(["first", "same", "same", "", "while away"]);
    if (dialect === "gochat") await heard(back, "while away");
    else expect(await back.rest()).toEqual([]);
    await server.stop();
  });

  test("[DIA-10] what somebody says on one device while another one comes in arrives there", async () => {
    const server = await startTestServer({ dialects: dialect, rateLimitFactor: 0 });
    const [ann, bob] = [await register(server, "ann"), await register(server, "bob")];
    const atAnn = await come(server, ann);
    for (let round = 0; round < 20; round += 1) {
      const alsoAnn = await come(server, ann);
      say(atAnn, ann.id, bob.id, `round ${round}`);
      expect(await hear(alsoAnn)).toMatchObject({ Content: `round ${round}` });
      alsoAnn.close();
    }
    await server.stop();
  });

  test("[DIA-9] who sends no heartbeat is closed", async () => {
    const option = `dialect${dialect[0]?.toUpperCase()}${dialect.slice(1)}HeartbeatMaxMs`;
    const server = await startTestServer({ dialects: dialect, [option]: 300 });
    const at = await come(server, await register(server, "silent"));
    expect(await at.closed()).toMatchObject({ code: 1000 });
    await server.stop();
  });

  test("[DIA-2] [DIA-3] what is for administrators: the list of people, deleting others, everything said", async () => {
    const server = await startTestServer({ dialects: dialect });
    const admin = await claimAdmin(server);
    const [ann, bob] = [await register(server, "ann"), await register(server, "bob")];
    const headers = { token: admin.accessToken };
    const listed = await (await fetch(`${server.url}/user/getUserList`, { method: list, headers })).json();
    expect(listed).toMatchObject({ code: 0, message: "获取用户列表成功" });
    expect(listed.data.map(({ Name }: { Name: string }) => Name)).toContain("bob");
    const address = `${server.url.replace("http", "ws")}/user/sendMsg?token=${admin.accessToken}`;
    const watcher = await WireSocket.open(address, [], {});
    if (watcher === null) throw new Error("refused");
    const at = await come(server, ann);
    say(at, ann.id, bob.id, "for all to see");
    expect(await watcher.frame()).toMatch(/^\[ws\]\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\]:.*for all to see/);
    const path = `${server.url}/user/deleteUser?id=${bob.id}`;
    const deleted = await fetch(path, { method: list, headers, ...(list === "POST" ? { body: "" } : {}) });
    expect(await deleted.json()).toMatchObject({ code: 0, message: "删除用户成功！" });
    // What was said to somebody who is gone stays.
    const asked = { userIdA: ann.id, userIdB: bob.id, start: 0, end: 9, isRev: false };
    const { Rows, Total } = await post(server, "/user/redisMsg", asked, ann.token);
    const texts = (Array.isArray(Rows) ? Rows : Total).map((text: string) => JSON.parse(text).Content);
    expect(texts).toEqual(["for all to see"]);
    await server.stop();
  });

  test("[DIA-19] [DIA-20] what the contract does without a password and tells of names can be turned off", async () => {
    const option = `dialect${dialect[0]?.toUpperCase()}${dialect.slice(1)}TellsUnknownNames`;
    const server = await startTestServer({
      ...{ dialects: dialect, contractPasswords: "native", [option]: "no" },
    });
    const [name, password] = ["ann_native", "long enough to be native"];
    const form = { name, password, repassword: password, Identity: password };
    expect(await post(server, "/user/createUser", form)).toMatchObject({ code: 0 });
    const { data } = await post(server, "/user/findUserByNameAndPwd", { name, password });
    const wrong = { code: -1, message: "密码不正确" };
    const nobody = { name: "nobody_there", password };
    expect(await post(server, "/user/findUserByNameAndPwd", nobody)).toMatchObject(wrong);
    const changed = { id: data.ID, password: "another long password" };
    expect(await post(server, "/user/updateUser", changed, data.Identity)).toMatchObject(wrong);
    expect(await post(server, `/user/deleteUser?id=${data.ID}`, {}, data.Identity)).toMatchObject(wrong);
    expect(await post(server, "/user/findUserByNameAndPwd", { name, password })).toMatchObject({ code: 0 });
    await server.stop();
  });

  test("[DIA-21] the cookie is taken from a page of the server's own alone, and for no change by GET", async () => {
    const server = await startTestServer({ dialects: dialect });
    const ann = await register(server, "ann");
    const ask = async (path: string, method: string, headers: Record<string, string>) => {
      const sent = { cookie: `ginchat_token=${ann.token}`, ...headers };
      const response = await fetch(server.url + path, { method, headers: sent, redirect: "manual" });
      const { Code, code } = await response.json();
      return Code ?? code;
    };
    const other = "http://127.0.0.1:1";
    const own = [{ origin: server.url }, { referer: `${server.url}/toChat` }];
    const foreign = [{}, { origin: "null" }, { origin: other }, { referer: `${other}/${server.url}` }];
    for (const headers of own) expect(await ask("/searchFriends", "POST", headers)).toBe(0);
    for (const headers of foreign) expect(await ask("/searchFriends", "POST", headers)).toBe(-1);
    for (const headers of [...own, ...foreign]) {
      expect(await ask(`/user/deleteUser?id=${ann.id}`, "GET", headers)).toBe(-1);
    }
    // HEAD asks for what GET would answer, and changes as little.
    const sent = { cookie: `ginchat_token=${ann.token}`, origin: server.url };
    await fetch(`${server.url}/user/deleteUser?id=${ann.id}`, { method: "HEAD", headers: sent });
    expect(await post(server, "/user/find", { userId: ann.id }, ann.token)).toMatchObject({ Code: 0 });
    const html = { accept: "text/html" };
    const stranger = await fetch(`${server.url}/toChat`, { headers: html, redirect: "manual" });
    expect([stranger.status, stranger.headers.get("location")]).toEqual([302, "/index"]);
    await server.stop();
  });

  test("[DIA-1] on a port of its own the root is its login page", async () => {
    const port = await freePort();
    const option = `dialect${dialect[0]?.toUpperCase()}${dialect.slice(1)}Port`;
    const server = await startTestServer({ dialects: dialect, [option]: port });
    const root = await fetch(`http://127.0.0.1:${port}/`);
    expect(await root.text()).toContain("<h1>登录</h1>");
    expect((await fetch(`http://127.0.0.1:${port}/favicon.ico`)).status).toBe(200);
    expect(await (await fetch(server.url)).text()).not.toContain("<h1>登录</h1>");
    await server.stop();
  });
});

/** A tenth of a second of silence. */
function wave(): ArrayBuffer {
  const bytes = Buffer.alloc(44 + 800);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(8_000, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(800, 40);
  return new Uint8Array(bytes).buffer;
}
