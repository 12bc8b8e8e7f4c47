/**
 * A client of every contract and a native one, of one person at once: how each opens its socket, says something, and what
 * of a frame it shows.
 */
import { expect } from "bun:test";
import { WireSocket } from "../conformance/wire-socket.ts";
import type { TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

export interface Client {
  readonly name: string;
  readonly socket: WireSocket;
  /** What a frame says, or null for one that says nothing to people. */
  text(frame: string): string | null;
  say?(text: string, to: { readonly userId: number; readonly groupId: number | null }): void | Promise<void>;
}

interface Pushed {
  readonly ev?: string;
  readonly content?: { readonly text?: string } | null;
}

/** Its clients may say nothing for as long as a test takes on a busy machine. */
export const everyContract = {
  dialects: "all",
  dialectGochatHeartbeatMaxMs: 600_000,
  dialectHertzHeartbeatMaxMs: 600_000,
  dialectNettyIdleMs: 600_000,
} as const;

export type Person = Awaited<ReturnType<TestServer["newUser"]>>;

async function open(
  server: TestServer,
  path: string,
  protocols: string[] = [],
  headers: Record<string, string> = {},
) {
  const socket = await WireSocket.open(server.url.replace("http", "ws") + path, protocols, headers);
  if (socket === null) throw new Error(`refused: ${path}`);
  return socket;
}

async function netty(server: TestServer, { user, accessToken }: Person): Promise<Client> {
  const socket = await open(server, `/websocket?token=${accessToken}`);
  const say = (type: number, params: object) => socket.send(JSON.stringify({ type, params }));
  say(7, { openid: String(user.id), userName: user.nickname, loginStatus: "1" });
  return {
    ...{ name: "netty", socket },
    text(frame) {
      const { params, type } = JSON.parse(frame);
      return type === 2 || type === 10 ? params.message : null;
    },
    say: (message, { groupId, userId }) =>
      groupId === null
        ? say(1, { toMessageId: String(userId), message, fileType: "text" })
        : say(9, { toMessageId: String(groupId), message, fileType: "text" }),
  };
}

async function cousin(
  server: TestServer,
  name: string,
  path: string,
  { user, accessToken }: Person,
): Promise<Client> {
  const socket = await open(server, `${path}?userId=${user.id}&token=${accessToken}`);
  return {
    ...{ name, socket },
    text: (frame) => (frame.startsWith("{") ? JSON.parse(frame).Content : null),
    say: (Content, { groupId, userId }) =>
      socket.send(
        JSON.stringify({
          ...{ TargetId: groupId ?? userId, Type: groupId === null ? 1 : 2, CreateTime: 1, userId: user.id },
          ...{ Media: 1, Content, url: "", amount: 0 },
        }),
      ),
  };
}

async function egg(server: TestServer, person: Person): Promise<Client> {
  const client = new EggClient(server, person);
  const socket = await client.come();
  return {
    ...{ name: "egg", socket },
    text(frame) {
      const { data, type } = JSON.parse(frame);
      if (type !== "singleChat") return null;
      return typeof data.data === "string" ? JSON.parse(data.data).data : data.data.data;
    },
    async say(text, { groupId, userId }) {
      const said = await client.say(groupId ?? userId, text, groupId === null ? "single" : "group");
      expect([said.status, said.msg]).toEqual([200, "ok"]);
    },
  };
}

async function ginroom(server: TestServer, { accessToken }: Person): Promise<Client> {
  const socket = await open(server, "/websocket/message", [accessToken]);
  return {
    ...{ name: "ginroom", socket },
    text: (frame) => JSON.parse(frame).message,
    async say(message, { groupId, userId }) {
      const conversationId = groupId ?? (await direct(server, accessToken, userId));
      const { body } = await server.post("conversation.get", { conversationId }, accessToken);
      socket.send(JSON.stringify({ room_identity: body.uuid, message }));
    },
  };
}

async function native(server: TestServer, { accessToken }: Person): Promise<Client> {
  const socket = await open(server, "/v1/connect");
  const device = { id: Bun.randomUUIDv7() };
  socket.send(JSON.stringify({ id: 1, op: "hello", args: { token: accessToken, protocol: 1, device } }));
  await socket.frame();
  return {
    ...{ name: "native", socket },
    text(frame) {
      const parsed = JSON.parse(frame);
      const pushes = (Array.isArray(parsed) ? parsed : [parsed]) as Pushed[];
      const texts = pushes.flatMap(({ ev, content }) =>
        ev === "message.sent" && content?.text !== undefined ? [content.text] : [],
      );
      return texts.length === 0 ? null : texts.join("\n");
    },
    async say(text, { groupId, userId }) {
      const conversationId = groupId ?? (await direct(server, accessToken, userId));
      const args = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text } };
      expect((await server.post("message.send", args, accessToken)).status).toBe(200);
    },
  };
}

export async function direct(server: TestServer, token: string, userId: number): Promise<number> {
  return (await server.post("conversation.openDirect", { userId }, token)).body.conversation.id;
}

export const everyClient = (server: TestServer, person: Person): Promise<Client[]> =>
  Promise.all([
    netty(server, person),
    cousin(server, "hertz", "/chat", person),
    cousin(server, "gochat", "/initWebSocket", person),
    egg(server, person),
    ginroom(server, person),
    native(server, person),
  ]);

/** A room of two exists in ginroom while they are friends. */
export async function befriend(server: TestServer, one: Person, other: Person): Promise<void> {
  const { body } = await server.post("contact.request", { userId: other.user.id }, one.accessToken);
  if (body.contact !== null) return;
  await server.post("contact.answer", { requestId: body.request.id, answer: "accept" }, other.accessToken);
}

/** What is heard until the text came, and then nothing more of it. */
export async function heard(client: Client, text: string | RegExp): Promise<void> {
  for (;;) {
    const said = client.text(await client.socket.frame());
    if (said === text || (text instanceof RegExp && said !== null && text.test(said))) return;
  }
}

/** What was said before the text. */
export async function until(client: Client, text: string): Promise<string[]> {
  const before: string[] = [];
  for (;;) {
    const said = client.text(await client.socket.frame());
    if (said === text) return before;
    if (said !== null) before.push(`${client.name}: ${said}`);
  }
}
