/** The contract has no contacts: what its clients write arrives, unless somebody has said otherwise. */
import { expect, setDefaultTimeout, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { WireSocket } from "../conformance/wire-socket.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

async function registered({ url }: TestServer, { accessToken, user }: SignedIn): Promise<WireSocket> {
  const path = `/websocket?token=${accessToken}`;
  const socket = await WireSocket.open(`${url.replace("http", "ws")}${path}`, [], {});
  if (socket === null) throw new Error("refused");
  const params = { openid: String(user.id), userName: "x", loginStatus: "1" };
  socket.send(JSON.stringify({ type: 7, params }));
  return socket;
}

/** What each of so many private messages in a row is answered. */
async function answersTo(socket: WireSocket, to: SignedIn, texts: readonly string[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const message of texts) {
    const params = { toMessageId: String(to.user.id), message, fileType: "text" };
    socket.send(JSON.stringify({ type: 1, params }));
    const { params: answered, type } = JSON.parse(await socket.frame());
    answers.push([type, answered.message]);
  }
  return answers;
}

const refused = [500, "对方不接收消息"];

test("[DIA-17] strangers write as often as they like, where the contract knows no contacts and nobody has said otherwise", async () => {
  const server = await startTestServer({ dialects: "netty", strangerMessages: "one" });
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const [from, to] = [await registered(server, ann), await registered(server, bob)];
  expect(await answersTo(from, bob, ["one", "two", "three"])).toEqual([
    [0, "one"],
    [0, "two"],
    [0, "three"],
  ]);
  for (const message of ["one", "two", "three"]) {
    expect(JSON.parse(await to.frame())).toMatchObject({ type: 2, params: { message } });
  }

  // The server's own clients keep to its rule.
  const opened = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
  const conversationId = opened.body.conversation.id;
  const content = { type: "text", text: "four" };
  const native = { conversationId, id: Bun.randomUUIDv7(), content };
  expect((await server.post("message.send", native, ann.accessToken)).body.error.code).toBe("not_accepted");

  // What somebody has said holds, and so does a block.
  const rule = { messages: "none", needsFollow: false };
  const value = { guests: rule, strangers: rule, addBy: "approval" };
  await server.post("settings.set", { section: "contact", value }, bob.accessToken);
  expect(await answersTo(from, bob, ["five"])).toEqual([refused]);
  expect(await to.rest()).toEqual([]);
  const cid = await server.newUser("cid");
  await server.post("contact.block", { userId: ann.user.id, isBlocked: true }, cid.accessToken);
  expect(await answersTo(from, cid, ["six"])).toEqual([refused]);
  await server.stop();
});

test("[DIA-17] the option keeps a contract without contacts to the rule of the server", async () => {
  const server = await startTestServer({
    ...{ dialects: "netty", strangerMessages: "one" },
    dialectNettyStrangerMessages: "native",
  });
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const from = await registered(server, ann);
  expect(await answersTo(from, bob, ["one", "two"])).toEqual([[0, "one"], refused]);
  await server.stop();
});
