/** Who may not, by the contract `egg`: tokens that are over, people who are shut out, groups that are. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { WireSocket } from "../conformance/wire-socket.ts";
import { claimAdmin } from "../support/admin.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const salt = "a salt of both sides";

/** As a device comes: signed, with what it says of itself. */
async function ask(server: TestServer, path: string, fields: Record<string, unknown>) {
  const text = `deviceId=${fields.deviceId}&salt=${salt}&timestamp=${fields.timestamp}`;
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-security-sign": createHash("sha256").update(text).digest("hex"),
    },
    body: JSON.stringify(fields),
  });
  return { status: response.status, ...(await response.json()) };
}

let newest = Date.now();
function come(server: TestServer, deviceId: string, path = "/api/visitorRegister", more: object = {}) {
  newest += 1;
  return ask(server, path, { deviceId, timestamp: newest, ...more });
}
const deviceOf = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`;

describe("refusals of egg", () => {
  let server: TestServer;
  let bossToken: string;
  let ann: EggClient;
  let bob: EggClient;

  beforeAll(async () => {
    server = await startTestServer({ dialects: "egg", dialectEggGuestSalt: salt });
    bossToken = (await claimAdmin(server)).accessToken;
    const [one, other] = [await server.newUser("ann"), await server.newUser("bob")];
    [ann, bob] = [new EggClient(server, one), new EggClient(server, other)];
    await ann.ask("applyfriend", { friend_id: bob.id });
    const { data } = await bob.ask("listapplyfriend/1");
    await bob.ask(`handleapply/${data.alldata[0].id}`, { status: "agree" });
  });
  afterAll(() => server.stop());

  const boss = (operation: string, args: object) => server.post(operation, args, bossToken);

  async function saysAtSocket(token: string): Promise<unknown> {
    const socket = await WireSocket.open(`${server.url.replace("http", "ws")}/ws?token=${token}`, [], {});
    const said = JSON.parse((await socket?.frame()) ?? "null");
    socket?.terminate();
    return said;
  }

  test("[DIA-5] at the socket and over HTTP it is told that somebody is disabled, is gone, or has signed out", async () => {
    const cases = [
      ["admin.disableUser", "你已被管理员禁用", "当前用户不存在或者已被禁用"],
      ["admin.deleteUser", "用户不存在", "当前用户不存在或者已被禁用"],
      [null, "Token 不合法", "Token 令牌不合法！"],
    ] as const;
    for (const [index, [operation, atSocket, overHttp]] of cases.entries()) {
      const credentials = { username: `egg_over_${index}`, password: "secret1" };
      const { data } = await ask(server, "/api/regChat", credentials);
      const socket = await WireSocket.open(
        `${server.url.replace("http", "ws")}/ws?token=${data.token}`,
        [],
        {},
      );
      expect(JSON.parse((await socket?.frame()) ?? "").type).toBe("system");
      const client = new EggClient(server, { accessToken: data.token, user: data } as never);
      if (operation === null) expect((await client.ask("logout", {})).data).toBe(true);
      else expect((await boss(operation, { userId: data.id })).status).toBe(200);
      // Whoever is there is told as who comes back.
      expect(JSON.parse((await socket?.frame()) ?? "")).toEqual({ msg: "fail", data: atSocket });
      await socket?.closed();
      expect(await saysAtSocket(data.token)).toEqual({ msg: "fail", data: atSocket });
      expect(await client.ask("chatGetmessageOffLine", {})).toMatchObject({ status: 400, data: overHttp });
    }
  });

  test("[CONT-33] a guest writes as far as people let guests, and not to who has blocked it", async () => {
    const { data } = await come(server, deviceOf("a"));
    const guest = new EggClient(server, { accessToken: data.token, user: data } as never);
    const userset = (sendCount: number) =>
      ann.ask("userset", {
        userset: JSON.stringify({ chatset: { visitor: { sendCount, needFollow: false } } }),
      });
    expect((await userset(0)).data).toBe("ok");
    expect(await guest.say(ann.id, "hi")).toMatchObject({
      status: 400,
      data: "对方设置成：需要您先登录才能发消息",
    });
    expect((await userset(2)).data).toBe("ok");
    for (const text of ["one", "two"]) expect((await guest.say(ann.id, text)).status).toBe(200);
    const blocking = { userId: guest.id, isBlocked: true };
    expect((await server.post("contact.block", blocking, ann.token)).status).toBe(200);
    expect((await guest.say(ann.id, "three")).data).toBe("对方把你拉黑了，不能发送消息");
    await server.post("contact.block", { ...blocking, isBlocked: false }, ann.token);
    expect((await guest.say(ann.id, "four")).status).toBe(200);
  });

  test("[GRP-30] who is muted or shut out of a group, and whose group is shut or over, is told so", async () => {
    expect((await ann.ask("group/create", { userIds: [bob.id] })).data).toBe("ok");
    const { data } = await ann.ask("grouplist/1");
    const conversationId: number = data[0].id;
    const group = (operation: string, args: object) =>
      server.post(operation, { conversationId, ...args }, ann.token);
    const [notIn, gone] = ["您不在群里，无法发消息", "群不存在或者已解散或者被封禁，无法发消息"];
    const says = async (who: EggClient) => (await who.say(conversationId, "x", "group")).data;
    const member = { userId: bob.id };
    const changes = [
      ["member.mute", { ...member, until: Date.now() + 60_000 }, { ...member, until: null }, notIn],
      ["member.lock", { ...member, isLocked: true }, { ...member, isLocked: false }, notIn],
      ["group.lock", { isLocked: true }, { isLocked: false }, gone],
    ] as const;
    for (const [operation, shut, open, words] of changes) {
      expect([operation, (await group(operation, shut)).status]).toEqual([operation, 200]);
      expect([operation, await says(bob)]).toEqual([operation, words]);
      expect([operation, (await group(operation, open)).status]).toEqual([operation, 200]);
      expect([operation, (await says(bob)).type]).toEqual([operation, "text"]);
    }
    expect((await group("group.lock", { isLocked: true })).status).toBe(200);
    expect((await bob.ask("grouplist/1")).data).toEqual([]);
    expect((await bob.ask(`groupinfo/${conversationId}`)).data).toBe("群不存在或被封禁");
    await group("group.lock", { isLocked: false });
    expect((await ann.ask("groupDeleteOrQuit", { id: conversationId })).data).toBe("ok");
    expect(await says(bob)).toBe(gone);
  });

  test("[AUTO-3] [AUTO-4] a stranger's question is answered a moment later, and the owner is told by a notice", async () => {
    const eve = new EggClient(server, await server.newUser("eve"));
    expect((await ann.ask("askanswer/create", { ask: "营业时间", answer: "9 点到 18 点" })).code).toBe(200);
    await ann.come();
    await eve.come();
    const data = JSON.stringify({ data: "请问营业时间？", dataType: false, otherData: null });
    const options = encodeURIComponent(JSON.stringify({ askanswer: true }));
    const message = { sendto_id: ann.id, chatType: "single", type: "text", data, options };
    expect((await eve.ask("socket/sendmessage", message)).data.options).toEqual({ askanswer: true });
    const asked = await ann.hear();
    expect([asked.from_id, asked.options]).toEqual([eve.id, { askanswer: true }]);
    const answer = await eve.hear();
    expect(answer).toMatchObject({ from_id: ann.id, to_id: eve.id, type: "text" });
    expect(JSON.parse(answer.data).data).toBe("9 点到 18 点");
    expect(answer.create_time - asked.create_time).toBeGreaterThanOrEqual(1_200);
    expect(await ann.hear()).toMatchObject({
      ...{ id: answer.id, from_id: eve.id, type: "systemNotice" },
      data: { data: "自动回复：9 点到 18 点", dataType: false, otherData: null },
    });
    await ann.leave();
    await eve.leave();
  });
});

test("[GUE-3] in a closed network a device gets its guest for saying its id, and after it became an account another one", async () => {
  const server = await startTestServer({
    ...{ dialects: "egg", dialectEggGuestSalt: salt, dialectEggGuestReuse: "fingerprint" },
  });
  const first = (await come(server, deviceOf("b"))).data;
  const again = (await come(server, deviceOf("b"))).data;
  expect([again.id, again.role]).toEqual([first.id, "visitor"]);
  expect((await come(server, deviceOf("c"))).data.id).not.toBe(first.id);
  const account = { username: "egg_device", password: "secret1" };
  const { data: grown } = await come(server, deviceOf("b"), "/api/visitorregChat", account);
  expect(grown).toMatchObject({ id: first.id, role: "user", username: "egg_device" });
  const next = (await come(server, deviceOf("b"))).data;
  expect(next.role).toBe("visitor");
  expect(next.id).not.toBe(first.id);
  await server.stop();
});
