/** Talking by the contract: its socket, its messages, its groups and its files. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { WireSocket } from "../conformance/wire-socket.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const png = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const idIn = (address: string) => /_([0-9a-f]{32})/.exec(address)?.[1];

describe("the chat of egg", () => {
  let server: TestServer;
  let ann: EggClient;
  let bob: EggClient;
  let eve: EggClient;

  beforeAll(async () => {
    server = await startTestServer({ dialects: "egg", strangerMessages: "one", trustedProxyHops: 1 });
    const people = [await server.newUser("ann"), await server.newUser("bob"), await server.newUser("eve")];
    [ann, bob, eve] = people.map((person) => new EggClient(server, person)) as [
      EggClient,
      EggClient,
      EggClient,
    ];
    const [natAnn, natBob] = [
      await server.connect(people[0] as never),
      await server.connect(people[1] as never),
    ];
    const { request } = await natAnn.call("contact.request", { userId: bob.id });
    await natBob.call("contact.answer", { requestId: request.id, answer: "accept", remark: "Annie" });
    await ann.come();
    await bob.come();
    await ann.ask("chatGetmessageOffLine", {});
    await bob.ask("chatGetmessageOffLine", {});
    // That they are friends, each hears of the other.
    expect((await ann.hear()).from_id).toBe(bob.id);
    for (;;) if ((await bob.hear()).data.data === "我们已经是好友了，可以开始聊天了") break;
  });
  afterAll(() => server.stop());

  test("[DIA-8] a message is told with the reader's own remark, and its sender is answered it whole", async () => {
    const { data, status } = await ann.say(bob.id, "hello");
    expect(status).toBe(200);
    expect(Object.keys(data)).toEqual([
      ...["id", "from_avatar", "from_name", "from_id", "to_id", "to_name", "to_avatar", "chatType", "type"],
      ...["data", "options", "create_time", "isremove", "sendUUid"],
    ]);
    expect(data.id).toMatch(uuid);
    const heard = await bob.hear();
    expect(heard).toEqual({ ...data, from_name: "Annie" });
    expect(heard.options).toEqual({});
    expect(await ann.rest()).toEqual([]);
  });

  test("[MSG-34] what a client spells its own way arrives so, and natively as what it is", async () => {
    const data = '{"data":"odd","dataType":false,"otherData":{"x":1}}';
    const options = encodeURIComponent('{"k":"v"}');
    for (const [type, given] of [
      ["text", options],
      ["iconMenus", options],
      ["text", "%7Bbroken"],
    ]) {
      const fields = { sendto_id: bob.id, chatType: "single", type, data, options: given };
      const sent = await ann.ask("socket/sendmessage", fields);
      expect(sent.data).toMatchObject({ type, data, options: given === options ? { k: "v" } : null });
      expect(await bob.hear()).toMatchObject({ id: sent.data.id, type, data });
    }
    const spoofed = { sendto_id: bob.id, chatType: "single", type: "systemNotice", data };
    expect((await ann.ask("socket/sendmessage", spoofed)).status).toBe(422);
  });

  test("[CONT-33] who may not write is told why, in the contract's words", async () => {
    expect((await eve.say(bob.id, "one")).status).toBe(200);
    expect(await eve.say(bob.id, "two")).toMatchObject({
      status: 400,
      data: "在成为好友之前，对方只允许向他发一条消息",
    });
    await bob.hear();
    expect((await eve.say(999_999, "nobody")).data).toBe("对方不存在或者被禁用，不能发消息");
    expect((await eve.say(eve.id, "me")).data).toBe("对方不存在或者被禁用，不能发消息");
    expect((await eve.say(999_999, "no group", "group")).data).toBe(
      "群不存在或者已解散或者被封禁，无法发消息",
    );
    for (const wrong of [{ sendto_id: "x" }, { chatType: "all" }, { type: "" }, { data: "" }, { data: {} }]) {
      const fields = { sendto_id: bob.id, chatType: "single", type: "text", data: "x", ...wrong };
      expect((await ann.ask("socket/sendmessage", fields)).status).toBe(422);
    }
    expect(await bob.rest()).toEqual([]);
  });

  test("[MSG-20] the sender alone takes back, and whoever has it is told", async () => {
    const { data: sent } = await ann.say(bob.id, "regret");
    await bob.hear();
    const fields = { id: sent.id, chatType: "single", to_name: "x", to_avatar: "", create_time: 1 };
    expect((await bob.ask("revokeMessage", { ...fields, to_id: ann.id })).status).toBe(400);
    const recalled = await ann.ask("revokeMessage", { ...fields, to_id: bob.id });
    expect(recalled).toMatchObject({ status: 200, data: { id: sent.id, actionType: "revoke", group: null } });
    expect(await bob.hear()).toMatchObject({
      ...{ id: sent.id, type: "systemNotice", actionType: "revoke", group: null, isremove: 1 },
      data: { data: `${ann.name}撤回了一条消息`, dataType: false, otherData: null },
    });
  });

  test("[GRP-17] a group of friends: made, talked in, renamed, announced, left and dissolved", async () => {
    expect((await ann.ask("group/create", { userIds: [] })).data).toBe("请选择加入群聊的用户");
    expect((await ann.ask("group/create", { userIds: [eve.id] })).data).toBe("用户不存在，无法加入群聊");
    expect((await ann.ask("group/create", { userIds: [bob.id] })).data).toBe("ok");
    const created = await bob.hear();
    expect(await ann.hear()).toEqual(created);
    expect(created).toMatchObject({
      ...{ type: "systemNotice", chatType: "group", from_id: ann.id, options: {} },
      data: { data: "我创建了一个群，大家可以开始聊天了", dataType: false, otherData: null },
      group: { user_id: ann.id, name: `${ann.name}、${bob.name}`, invite_confirm: 0, status: 1, remark: "" },
    });
    const id: number = created.group.id;
    expect((await eve.say(id, "not in it", "group")).data).toBe("您不在群里，无法发消息");
    expect((await bob.ask("groupnickname", { id, nickname: "Bobby" })).data).toBe("ok");
    const { data: said } = await bob.say(id, "hi all", "group");
    expect(await ann.hear()).toEqual(said);
    expect(said).toMatchObject({
      from_name: "Bobby",
      to_id: id,
      to_name: `${ann.name}、${bob.name}`,
      group: { id },
    });
    expect(await bob.rest()).toEqual([]);
    expect((await bob.ask("groupUpdateName", { id, name: "x" })).data).toBe("只有群主才能修改群名称");
    expect((await ann.ask("groupUpdateName", { id, name: "Friends" })).data).toBe("ok");
    expect((await bob.hear()).data.data).toBe("群名称修改为：Friends");
    expect((await ann.hear()).to_name).toBe("Friends");
    expect((await ann.ask("groupremark", { id, remark: "be kind" })).data).toBe("ok");
    expect((await bob.hear()).data.data).toBe("[公告] be kind");
    await ann.hear();
    const list = await bob.ask("grouplist/1");
    expect(list.data).toMatchObject([
      { id, name: "Friends", remark: "be kind", group_users: [{ nickname: "Bobby" }] },
    ]);
    const info = await ann.ask(`groupinfo/${id}`);
    expect(info.data.group_users).toMatchObject([{ user: { id: ann.id } }, { user: { id: bob.id } }]);
    expect((await ann.ask("groupinfo/999999")).data).toBe("群不存在或被封禁");
    expect((await bob.ask("groupDeleteOrQuit", { id })).data).toBe("ok");
    expect((await ann.hear()).data.data).toBe(`${bob.name}退出了群聊`);
    expect((await bob.ask("groupDeleteOrQuit", { id })).data).toBe("你不在该群聊中，操作失败");
    expect((await bob.ask("groupDeleteOrQuit", { id: 999_999 })).data).toBe("群不存在");
    expect((await ann.ask("groupDeleteOrQuit", { id })).data).toBe("ok");
    expect((await ann.hear()).data.data).toBe("群聊已解散");
  });

  test("[GRP-23] coming into a group: freely, by the owner's leave, or not at all", async () => {
    await ann.ask("group/create", { userIds: [bob.id] });
    const { id } = (await bob.hear()).group;
    await ann.hear();
    const door = (addGroupSet: number) => ann.ask("groupAddUserSet", { group_id: id, addGroupSet });
    expect((await bob.ask("groupAddUserSet", { group_id: id, addGroupSet: 1 })).status).toBe(400);
    expect((await door(1)).data).toBe("设置成功");
    expect((await door(11)).status).toBe(422);
    const come = () => eve.ask("groupInviteUser", { group_id: id, user_id: eve.id });
    expect((await come()).data).toBe("等待群主同意");
    expect((await come()).data).toBe("已申请加入群聊，正在等待群主同意");
    const { data: waiting } = await ann.ask(`groupinfo/${id}`);
    expect(waiting.group_users.at(-1)).toMatchObject({ user_id: eve.id, status: 2 });
    const answer = { group_id: id, user_id: eve.id };
    expect((await bob.ask("groupAgreeOrNo", { ...answer, type: "agree" })).data).toBe("非法操作");
    expect((await ann.ask("groupAgreeOrNo", { ...answer, type: "agree" })).data).toBe("处理成功");
    expect((await bob.hear()).data.data).toBe(`${eve.name}加入了群聊`);
    await ann.hear();
    expect((await come()).data).toBe("用户已经在群里");
    await ann.ask("groupDeleteUser", answer);
    const bring = () => bob.ask("groupInviteUser", { group_id: id, user_id: eve.id, inviteuser_id: bob.id });
    expect((await bring()).data).toBe("等待群主同意");
    expect((await bring()).data).toBe("已申请加入群聊，正在等待群主同意");
    expect((await ann.ask("groupAgreeOrNo", { ...answer, type: "agree" })).data).toBe("处理成功");
    expect((await bring()).data).toBe("用户已经在群里");
    await ann.hear();
    await bob.hear();
    expect((await bob.ask("groupDeleteUser", answer)).data).toBe("只有群主才能操作");
    expect((await ann.ask("groupDeleteUser", { group_id: id, user_id: ann.id })).data).toBe(
      "群主不能删除自己",
    );
    expect((await ann.ask("groupDeleteUser", answer)).data).toBe("删除群成员成功");
    expect((await door(0)).data).toBe("设置成功");
    expect((await come()).data).toBe("加群成功");
    await ann.hear();
    await bob.hear();
    expect((await door(3)).data).toBe("设置成功");
    await ann.ask("groupDeleteUser", answer);
    expect((await come()).data).toBe("群不存在或者被封禁");
    for (const query of [
      "type=H5&http=https%3A%2F%2Fchat.example%2F%23%2Fin",
      "type=app",
      "type=app&chatType=single",
    ]) {
      const picture = await ann.get(
        `/api/chat/groupQrcode/${query.includes("single") ? bob.id : id}?${query}`,
      );
      expect(picture.headers.get("content-type")).toBe("image/png");
      expect(
        Buffer.from(await picture.arrayBuffer())
          .subarray(1, 4)
          .toString(),
      ).toBe("PNG");
    }
    expect((await eve.get(`/api/chat/groupQrcode/${id}?type=app`)).status).toBe(400);
    expect((await ann.get(`/api/chat/groupQrcode/${id}?type=H5&http=javascript:x`)).status).toBe(422);
  });

  test("[MED-20] a picture is kept at the contract's address, which opens for those it was sent to", async () => {
    const kept = await ann.upload("uploadStreamSingleToServerDiy/a_..%2Fb", "../x.png", png);
    expect(kept.data.url).toMatch(/^\/public\/uploads\/Diy\/a\/b\/[0-9]{8}\/[0-9]{13}_[0-9a-f]{32}\.png$/);
    const url: string = kept.data.url;
    const data = JSON.stringify({ data: url, dataType: "image", otherData: { w: 1 } });
    await ann.ask("socket/sendmessage", { sendto_id: bob.id, chatType: "single", type: "image", data });
    const heard = await bob.hear();
    expect(heard.type).toBe("image");
    const shown: { data: string; otherData: object } = JSON.parse(heard.data);
    expect(shown.otherData).toEqual({ w: 1 });
    expect(shown.data).toStartWith(`${url}?user=${bob.id}&expires=`);
    const opened = await fetch(`${server.url}${shown.data}`);
    expect(opened.status).toBe(200);
    expect(opened.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await bob.get(url)).status).toBe(302);
    expect((await eve.get(url)).status).toBe(404);
    // Its uploader's page shows it by the bare address, which says nothing elsewhere.
    expect((await fetch(`${server.url}${url}`)).status).toBe(200);
    const elsewhere = { headers: { "x-forwarded-for": "203.0.113.9" } };
    expect((await fetch(`${server.url}${url}`, elsewhere)).status).toBe(400);
    expect((await ann.get("/public/uploads/../../etc/passwd")).status).toBe(404);
    const refused = await ann.upload("uploadStreamSingleToServerDiy/a", "x.html", png);
    expect(refused).toMatchObject({ status: 400, data: "上传失败: 不支持的文件类型" });
    const list = await ann.upload("uploadAliyun", "y.png", png, "img");
    expect(list.data).toMatchObject([{ url: expect.stringMatching(/^\/public/), image_class_id: 7 }]);
  });

  test("[MED-20] a film with its cover: both open for whom it was sent to, natively it is a film with a poster", async () => {
    const bytes = new Uint8Array(Buffer.from("\u001aE\u00df\u00a3 a film", "latin1"));
    const film: string = (await ann.upload("uploadStreamSingleToServerDiy/films", "a.webm", bytes)).data.url;
    const cover: string = (await ann.upload("uploadStreamSingleToServerDiy/films", "a.png", png)).data.url;
    const otherData = { poster: `${server.url}${cover}`, again: cover };
    const data = JSON.stringify({ otherData, data: `${server.url}${film}`, dataType: "video" });
    const fields = { sendto_id: bob.id, chatType: "single", type: "video", data };
    expect((await ann.ask("socket/sendmessage", fields)).status).toBe(200);
    const heard = await bob.hear();
    expect(heard.type).toBe("video");
    const shown = JSON.parse(heard.data);
    for (const address of [shown.data, shown.otherData.poster, server.url + shown.otherData.again]) {
      expect(address).toContain(`?user=${bob.id}&expires=`);
      expect((await fetch(address)).status).toBe(200);
    }
    expect((await eve.get(cover)).status).toBe(404);
    const { conversation } = (await server.post("conversation.openDirect", { userId: bob.id }, ann.token))
      .body;
    const { messages } = (
      await server.post("message.list", { conversationId: conversation.id, limit: 1 }, ann.token)
    ).body;
    expect(messages[0].content).toMatchObject({
      ...{ type: "video", mediaId: idIn(film), posterId: idIn(cover) },
    });
    // What a reader was told goes on to others without that reader's query.
    const forwarded = { ...fields, sendto_id: ann.id, data: heard.data };
    expect((await bob.ask("socket/sendmessage", forwarded)).data.data).not.toContain(`user=${ann.id}`);
    expect((await ann.hear()).data).not.toContain(`user=${bob.id}`);
  });

  test("[MED-20] what is signed for one reader of a group is told to no other", async () => {
    const carl = await server.newUser("carl");
    const group = { memberIds: [bob.id, carl.user.id] };
    const { conversation } = (await server.post("group.create", group, ann.token)).body;
    const third = new EggClient(server, carl);
    await third.come();
    for (const one of [ann, bob]) expect((await one.hear()).group.id).toBe(conversation.id);
    const { url } = (await ann.upload("uploadStreamSingleToServerDiy/own", "a.png", png)).data;
    await bob.say(conversation.id, `look at ${url}`, "group");
    expect((await ann.hear()).data).toContain(`${url}?user=${ann.id}&`);
    expect((await third.hear()).data).not.toContain("user=");
    await third.leave();
  });

  test("[PIC-1] [PIC-3] who keeps a picture shows it: each reader is told an address that opens for a page", async () => {
    const kept: string = (await ann.upload("uploadStreamSingleToServerDiy/avatar", "me.png", png)).data.url;
    const change = { fieldname: "avatar", fieldValue: `${server.url}${kept}` };
    expect((await bob.ask("updateUserinfo", change)).data).toBe("头像地址不合法");
    expect((await ann.ask("updateUserinfo", change)).data).toBe("头像更新成功");
    const signed = (id: number) =>
      new RegExp(
        `^/public/uploads/Diy/avatar/0/0_${idIn(kept)}\\?user=${id}&expires=[0-9]+&signature=[\\w-]+$`,
      );
    await ann.say(bob.id, "look at me");
    const { from_avatar } = await bob.hear();
    expect(from_avatar).toMatch(signed(bob.id));
    expect((await fetch(server.url + from_avatar)).status).toBe(200);
    const { data } = await bob.ask(`getgoodfriendinfo/${ann.id}`);
    expect(data.friendinfo.avatar).toMatch(signed(bob.id));
    expect((await eve.ask("searchUser", { keyword: ann.name })).data[0].avatar).toMatch(signed(eve.id));
    await ann.ask("group/create", { userIds: [bob.id] });
    for (const one of [ann, bob]) {
      const { group } = await one.hear();
      for (const avatar of [group.avatar, group.group_users[0].avatar])
        expect(avatar).toMatch(signed(one.id));
    }
    const { data: card } = await bob.ask(
      `../userinfo/${(await bob.ask("searchUser", { keyword: ann.name })).data[0].uuid}`,
    );
    expect(card.avatar).toBe(`/public/uploads/Diy/avatar/0/0_${idIn(kept)}`);
    expect((await bob.get(card.avatar)).status).toBe(302);
    const elsewhere = { headers: { "x-forwarded-for": "203.0.113.9" } };
    expect((await fetch(server.url + card.avatar, elsewhere)).status).toBe(400);
  });

  test("[SEC-16] no film of another server is asked for", async () => {
    const ask = (fields: object) => ann.ask("getVideoScreenshot", { time: 1, width: 100, ...fields });
    expect((await ask({})).data).toBe("视频地址不能为空");
    expect((await ask({ videoUrl: "/x", time: "x" })).data).toBe("时间点参数无效");
    expect((await ask({ videoUrl: "/x", width: 4_000 })).data).toBe("图片宽度应在1-3840之间");
    expect((await ask({ videoUrl: "http://169.254.169.254/" })).data).toBe("截图处理失败");
  });

  test("[DIA-5] [DIA-9] one socket per person: refusals in words, signs of life, and the older one goes", async () => {
    const at = server.url.replace("http", "ws");
    for (const [query, words] of [
      ["", "缺少 token 参数"],
      ["?token=wrong", "Token 不合法"],
    ] as const) {
      const socket = await WireSocket.open(`${at}/ws${query}`, [], {});
      expect(JSON.parse((await socket?.frame()) ?? "")).toEqual({ msg: "fail", data: words });
      await socket?.closed();
    }
    const older = await eve.come();
    for (const frame of ['{"type":"ping"}', "ping", new TextEncoder().encode('{"type":"ping"}')]) {
      older.send(frame);
      expect(JSON.parse(await older.frame())).toEqual({ type: "pong" });
    }
    for (const frame of [
      "{",
      '{"type":"pong"}',
      new Uint8Array([0xff, 0xfe]),
      '{"type":"ping","token":"wrong"}',
    ]) {
      older.send(frame);
    }
    older.send('{"type":"ping","timestamp":1}');
    expect(JSON.parse(await older.frame())).toEqual({ type: "pong", timestamp: expect.any(Number) });
    const newer = await eve.come();
    expect(JSON.parse(await older.frame())).toEqual({ msg: "force_logout", data: "你的账号在其他设备登录" });
    await older.closed();
    newer.send("ping");
    expect(JSON.parse(await newer.frame())).toEqual({ type: "pong" });
  });
});
