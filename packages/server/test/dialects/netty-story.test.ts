/** A day with the contract, in its own order, beside a native client of the same people. */
import { expect, test } from "bun:test";
import { WireSocket } from "../conformance/wire-socket.ts";
import { startTestServer } from "../support/test-server.ts";

class Client {
  readonly #socket: WireSocket;

  constructor(socket: WireSocket) {
    this.#socket = socket;
  }

  say(type: number, params: object): void {
    this.#socket.send(JSON.stringify({ type, params }));
  }

  async hear() {
    return JSON.parse(await this.#socket.frame());
  }

  rest(): Promise<readonly string[]> {
    return this.#socket.rest();
  }

  taken(): Promise<void> {
    return this.#socket.taken();
  }

  async leave(): Promise<void> {
    this.#socket.close();
    await this.#socket.closed();
  }
}

test("[DIA-13] login, a private talk, a group, a night away, two devices, a recall elsewhere, and goodbye", async () => {
  const server = await startTestServer({ dialects: "netty" });
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const open = async () => {
    const socket = await WireSocket.open(`${server.url.replace("http", "ws")}/websocket`, [], {});
    if (socket === null) throw new Error("refused");
    return new Client(socket);
  };
  const come = async ({ user }: typeof ann) => {
    const client = await open();
    client.say(5, { userName: user.username, password: "correct horse" });
    const { params } = await client.hear();
    expect(params).toMatchObject({ success: true, openid: String(user.id) });
    client.say(7, { openid: params.openid, userName: user.nickname, loginStatus: "1" });
    return client;
  };
  const annClient = await come(ann);
  const bobClient = await come(bob);
  expect(await annClient.rest()).toEqual([]);

  annClient.say(1, { toMessageId: String(bob.user.id), message: "good morning", fileType: "text" });
  expect(await annClient.hear()).toMatchObject({ type: 0, status: 200 });
  expect(await bobClient.hear()).toMatchObject({ type: 2, params: { message: "good morning" } });

  annClient.say(3, { userIdList: String(bob.user.id), groupId: 4_711 });
  expect(await annClient.hear()).toMatchObject({ type: 4, groupId: 4_711 });
  expect(await bobClient.hear()).toMatchObject({ type: 4, groupId: 4_711 });
  bobClient.say(9, { toMessageId: "4711", message: "a group!", fileType: "text" });
  expect(await bobClient.hear()).toMatchObject({ type: 0 });
  expect(await annClient.hear()).toMatchObject({ type: 10, params: { groupId: 4_711, message: "a group!" } });

  // A night away: what is recalled meanwhile does not come.
  await bobClient.taken();
  await bobClient.leave();
  const native = await server.connect(ann);
  const { conversation } = await native.call("conversation.openDirect", { userId: bob.user.id });
  const say = (id: string, text: string) =>
    native.call("message.send", { conversationId: conversation.id, id, content: { type: "text", text } });
  const [kept, regretted] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
  await say(kept, "sleep well");
  await say(regretted, "I did not say that");
  // What she says elsewhere her own clients are told as well.
  expect(await annClient.hear()).toMatchObject({ type: 2, params: { message: "sleep well" } });
  expect(await annClient.hear()).toMatchObject({ type: 2, params: { message: "I did not say that" } });
  await native.call("message.recall", { conversationId: conversation.id, id: regretted });
  annClient.say(9, { toMessageId: "4711", message: "night", fileType: "text" });
  expect(await annClient.hear()).toMatchObject({ type: 0 });
  const back = await come(bob);
  const missed = [await back.hear(), await back.hear()].map(({ params, type }) => [type, params.message]);
  expect(missed.sort()).toEqual([
    [10, "night"],
    [2, "sleep well"],
  ]);
  expect(await back.rest()).toEqual([]);

  // A second device hears the same from now on, and nothing twice.
  const second = await come(bob);
  expect(await second.rest()).toEqual([]);
  annClient.say(1, { toMessageId: String(bob.user.id), message: "both of you", fileType: "text" });
  expect(await annClient.hear()).toMatchObject({ type: 0 });
  for (const device of [back, second]) {
    expect(await device.hear()).toMatchObject({ type: 2, params: { message: "both of you" } });
    expect(await device.rest()).toEqual([]);
  }

  second.say(7, { openid: String(bob.user.id), userName: "bob", loginStatus: "0" });
  back.say(1, { toMessageId: String(ann.user.id), message: "one device left", fileType: "text" });
  expect(await back.hear()).toMatchObject({ type: 0 });
  expect(await annClient.hear()).toMatchObject({ type: 2, params: { message: "one device left" } });
  await server.stop();
}, 60_000);
