/** A day with the contract, in its own order, beside a native client of the same people. */
import { expect, test } from "bun:test";
import { WireSocket } from "../conformance/wire-socket.ts";
import { Mailbox } from "../support/mailbox.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

interface Person {
  readonly name: string;
  readonly identity: string;
  readonly token: string;
}

/** Calls as the pages of the contract do. */
function clientOf(server: TestServer) {
  async function call(method: string, path: string, body: object | null = null, token = "") {
    const headers = {
      ...(token === "" ? {} : { token }),
      ...(body === null ? {} : { "content-type": "application/json" }),
    };
    const response = await fetch(server.url + path, {
      method,
      headers,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
    return response.json();
  }

  const logIn = async (username: string) =>
    (await call("POST", "/login", { username, password: `${username} pw` })).data.token as string;

  return {
    call,
    logIn,
    async register(name: string): Promise<Person> {
      const email = `${name}@x.test`;
      expect(await call("POST", "/send/code", { email })).toMatchObject({ status: 200 });
      const code = await new Mailbox(server).code(email);
      const form = { username: name, password: `${name} pw`, email, code };
      expect(await call("POST", "/register", form)).toMatchObject({ status: 200, message: "注册成功!" });
      const token = await logIn(name);
      const { data } = await call("GET", "/user/detail", null, token);
      expect(data).toMatchObject({ username: name, nicname: name, email, password: "" });
      return { name, identity: data.identity, token };
    },
    async come(path: string, { token }: Person): Promise<WireSocket> {
      const socket = await WireSocket.open(`${server.url.replace("http", "ws")}${path}`, [token], {});
      if (socket === null) throw new Error("refused");
      expect(socket.protocol).toBe(token);
      return socket;
    },
  };
}

const say = (socket: WireSocket, message: string, room?: string) =>
  socket.send(JSON.stringify(room === undefined ? { message } : { room_identity: room, message }));
const hear = async (socket: WireSocket) => JSON.parse(await socket.frame());
const leave = async (socket: WireSocket) => {
  socket.close();
  await socket.closed();
};

test("[DIA-13] codes by mail, a friendship, a room of many, the lobby, a night away, another device, a recall, and goodbye", async () => {
  const server = await startTestServer({ dialects: "ginroom" });
  const { call, come, logIn, register } = clientOf(server);
  const [ann, bob] = [await register("story_ann"), await register("story_bob")];
  const chatList = async (room: string, { token }: Person, page = 1) =>
    (await call("GET", `/user/chat/list?room_identity=${room}&page_index=${page}&limit=20`, null, token)).data
      .message_list as { data: string; user_identity: string }[];
  const texts = async (room: string, person: Person) =>
    (await chatList(room, person)).map(({ data }) => data);

  // Friends share one room.
  const added = await call("POST", "/user/add", { user_name: bob.name }, ann.token);
  expect(added).toMatchObject({ status: 200, message: "添加成功" });
  const friends: string = added.data.room_identity;
  const detail = await call("GET", `/query/detail?user_name=${ann.name}`, null, bob.token);
  expect(detail.data).toMatchObject({ nicname: ann.name, is_friend: true, room_identity: friends });

  const annRoom = await come("/websocket/message", ann);
  const bobRoom = await come("/websocket/message", bob);
  say(annRoom, "good morning", friends);
  expect(await hear(bobRoom)).toMatchObject({
    room_identity: friends,
    message: "good morning",
    username: ann.name,
  });
  say(bobRoom, "morning!", friends);
  expect(await hear(annRoom)).toMatchObject({ message: "morning!", username: bob.name });

  // A room of many.
  const room = { name: "Tea", number: "tea-4711", info: "all about it" };
  const created = await call("POST", "/user/room/create", room, ann.token);
  const tea: string = created.data.room_identity;
  expect(created.data).toMatchObject({ ...room, room_type: 2, user_identity: ann.identity });
  say(bobRoom, "may I?", tea);
  expect(await hear(bobRoom)).toMatchObject({ status: 400, message: "无效的房间号" });
  expect(await call("POST", "/user/room/join", { number: room.number }, bob.token)).toMatchObject({
    status: 200,
  });
  say(bobRoom, "green or black?", tea);
  expect(await hear(annRoom)).toMatchObject({ room_identity: tea, message: "green or black?" });

  // The lobby, which one of them leaves without a word.
  const annLobby = await come("/websocket/all", ann);
  const bobLobby = await come("/websocket/all", bob);
  say(annLobby, "hello, all");
  for (const lobby of [annLobby, bobLobby]) {
    expect(await hear(lobby)).toMatchObject({ room_identity: "", message: "hello, all", username: ann.name });
  }
  annLobby.terminate();
  say(bobLobby, "and now?");
  expect(await hear(bobLobby)).toMatchObject({ message: "and now?" });

  // A night away: history tells what was said, but not what was recalled.
  await leave(bobRoom);
  say(annRoom, "sleep well", friends);
  const { body: native } = await server.post("account.login", {
    username: ann.name,
    password: `${ann.name} pw`,
  });
  const annNative = await server.connect(native);
  const { conversation } = await annNative.call("conversation.get", { uuid: friends });
  const sendNative = (id: string, text: string) =>
    annNative.call("message.send", { conversationId: conversation.id, id, content: { type: "text", text } });
  const regretted = Bun.randomUUIDv7();
  await sendNative(regretted, "I did not say that");
  expect(await hear(annRoom)).toMatchObject({ message: "I did not say that", username: ann.name });
  await annNative.call("message.recall", { conversationId: conversation.id, id: regretted });
  const back = await come("/websocket/message", bob);
  const { data: listed } = await call("GET", "/user/room/list", null, bob.token);
  expect(listed.room_list[0]).toMatchObject({
    room_identity: friends,
    room_type: 1,
    user_name: ann.name,
    unread: 1,
  });
  expect((await texts(friends, bob)).slice(0, 3)).toEqual(["sleep well", "morning!", "good morning"]);
  expect(await back.rest()).toEqual([]);

  // Another device takes the place of the first, and hears everything once.
  const second = await come("/websocket/message", { ...bob, token: await logIn(bob.name) });
  expect(await back.closed()).toMatchObject({ code: 4409 });
  await sendNative(Bun.randomUUIDv7(), "from the other client");
  expect(await hear(second)).toMatchObject({ message: "from the other client" });
  expect(await hear(annRoom)).toMatchObject({ message: "from the other client" });
  say(second, "tea?", tea);
  expect(await hear(annRoom)).toMatchObject({ room_identity: tea, message: "tea?" });
  expect([await second.rest(), await annRoom.rest(), await bobLobby.rest()]).toEqual([[], [], []]);

  // No friends any more: no room.
  const path = `/user/delete?user_identity=${ann.identity}`;
  expect(await call("DELETE", path, null, bob.token)).toMatchObject({ status: 200, message: "删除成功" });
  say(annRoom, "why?", friends);
  expect(await hear(annRoom)).toMatchObject({ status: 400, message: "无效的房间号" });
  expect(await second.rest()).toEqual([]);
  expect(await texts(tea, ann)).toEqual(["tea?", "green or black?"]);

  await annNative.call("account.logout", {});
  expect(await call("GET", "/user/detail", null, ann.token)).toMatchObject({ status: 200 });
  await server.stop();
}, 60_000);
