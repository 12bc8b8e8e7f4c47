/**
 * Two people, each with a client of every contract and a native one at once: what one of them says by any arrives in
 * all others, and in the speaker's own other clients, exactly once and in each one's own form.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { WireSocket } from "../conformance/wire-socket.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { uploadFor } from "../support/uploads.ts";
import { EggClient } from "./egg-client.ts";

interface Client {
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

type Person = Awaited<ReturnType<TestServer["newUser"]>>;

let server: TestServer;
let [ann, bob] = [null, null] as unknown as [Person, Person];

beforeAll(async () => {
  server = await startTestServer({ dialects: "all" });
  [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  // A room of two exists in ginroom while they are friends.
  const { body } = await server.post("contact.request", { userId: bob.user.id }, ann.accessToken);
  if (body.contact === null) {
    const answer = { requestId: body.request.id, answer: "accept" };
    await server.post("contact.answer", answer, bob.accessToken);
  }
});
afterAll(() => server.stop());

async function open(path: string, protocols: string[] = [], headers: Record<string, string> = {}) {
  const socket = await WireSocket.open(server.url.replace("http", "ws") + path, protocols, headers);
  if (socket === null) throw new Error(`refused: ${path}`);
  return socket;
}

async function netty({ user, accessToken }: Person): Promise<Client> {
  const socket = await open(`/websocket?token=${accessToken}`);
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

async function cousin(name: string, path: string, { user, accessToken }: Person): Promise<Client> {
  const socket = await open(`${path}?userId=${user.id}&token=${accessToken}`);
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

async function egg(person: Person): Promise<Client> {
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

async function ginroom({ accessToken }: Person): Promise<Client> {
  const socket = await open("/websocket/message", [accessToken]);
  return {
    ...{ name: "ginroom", socket },
    text: (frame) => JSON.parse(frame).message,
    async say(message, { groupId, userId }) {
      const conversationId = groupId ?? (await direct(accessToken, userId));
      const { body } = await server.post("conversation.get", { conversationId }, accessToken);
      socket.send(JSON.stringify({ room_identity: body.uuid, message }));
    },
  };
}

async function native({ accessToken }: Person): Promise<Client> {
  const socket = await open("/v1/connect");
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
      const conversationId = groupId ?? (await direct(accessToken, userId));
      const args = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text } };
      expect((await server.post("message.send", args, accessToken)).status).toBe(200);
    },
  };
}

async function direct(token: string, userId: number): Promise<number> {
  return (await server.post("conversation.openDirect", { userId }, token)).body.conversation.id;
}

const all = (person: Person) =>
  Promise.all([
    netty(person),
    cousin("hertz", "/chat", person),
    cousin("gochat", "/initWebSocket", person),
    egg(person),
    ginroom(person),
    native(person),
  ]);

/** What is heard until the text came, and then nothing more of it. */
async function heard(client: Client, text: string | RegExp): Promise<void> {
  for (;;) {
    const said = client.text(await client.socket.frame());
    if (said === text || (text instanceof RegExp && said !== null && text.test(said))) return;
  }
}

describe("what is said by one arrives in all", () => {
  test("[DIA-13] a private message and a group message from each, exactly once, in the speaker's own other clients as well", async () => {
    const [anns, bobs] = [await all(ann), await all(bob)];
    const created = await server.post(
      "group.create",
      { name: "G", memberIds: [bob.user.id] },
      ann.accessToken,
    );
    const groupId = created.body.conversation.id as number;
    for (const speaker of anns) {
      for (const to of [null, groupId]) {
        const text = `${to === null ? "private" : "to all"} by ${speaker.name}`;
        await speaker.say?.(text, { userId: bob.user.id, groupId: to });
        const others = anns.filter((client) => client !== speaker || speaker.name === "native");
        await Promise.all([...bobs, ...others].map((client) => heard(client, text)));
      }
    }
    const marker = "the last word";
    await anns.at(-1)?.say?.(marker, { userId: bob.user.id, groupId: null });
    // Whatever came twice would come before this.
    const rest = await Promise.all([...bobs, ...anns].map((client) => until(client, marker)));
    expect(rest.flat()).toEqual([]);
    for (const client of [...anns, ...bobs]) client.socket.close();
  });

  test("[DIA-13] a recall is told in each one's own form", async () => {
    const bobs = await all(bob);
    const conversationId = await direct(ann.accessToken, bob.user.id);
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: "taken back" };
    await server.post("message.send", { conversationId, id, content }, ann.accessToken);
    await Promise.all(bobs.map((client) => heard(client, "taken back")));
    await server.post("message.recall", { conversationId, id }, ann.accessToken);
    // A recall has no frame of its own in ginroom: what was taken back is missing in its history.
    const others = bobs.filter(({ name }) => name !== "native" && name !== "ginroom");
    await Promise.all(others.map((client) => heard(client, /撤回了一条消息/)));
    for (const client of bobs) client.socket.close();
  });
});

/** The first frame that has a file of the message in it. */
async function heardFile({ name, socket }: Client, mediaId: string): Promise<[string, string]> {
  for (;;) {
    const frame = await socket.frame();
    if (frame.includes(mediaId)) return [name, frame];
  }
}

test("[STK-6] [DIA-13] a sticker arrives as a picture in each one's own form, at an address that holds", async () => {
  const conversationId = await direct(ann.accessToken, bob.user.id);
  const call = async (operation: string, args: object) =>
    (await server.post(operation, args, ann.accessToken)).body;
  const { id: mediaId } = await uploadFor(server, ann, "image");
  const { pack } = await call("stickerPack.create", { name: "cats" });
  const packId = pack.id;
  const added = await call("sticker.add", { packId, stickers: [{ mediaId, emoji: "🐱" }] });
  const bobs = await all(bob);
  const content = { type: "sticker", packId, stickerId: added.stickers[0].id };
  await call("message.send", { conversationId, id: Bun.randomUUIDv7(), content });
  const frames = new Map(await Promise.all(bobs.map((client) => heardFile(client, mediaId))));
  const of = (name: string) => JSON.parse(frames.get(name) ?? "null");
  const { params } = of("netty");
  const { data, type } = of("egg").data;
  const spelled = JSON.parse(data);
  expect([params.fileType, spelled.dataType, type]).toEqual(["image", "image", "image"]);
  for (const name of ["hertz", "gochat"]) {
    expect(of(name)).toMatchObject({ Media: 2, Content: "🐱", url: expect.stringContaining(mediaId) });
  }
  for (const path of [params.message, spelled.data, of("ginroom").message]) {
    const shown = await fetch(new URL(path, server.url));
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
  }
  for (const client of bobs) client.socket.close();
});

/** What was said before the text. */
async function until(client: Client, text: string): Promise<string[]> {
  const before: string[] = [];
  for (;;) {
    const said = client.text(await client.socket.frame());
    if (said === text) return before;
    if (said !== null) before.push(`${client.name}: ${said}`);
  }
}
