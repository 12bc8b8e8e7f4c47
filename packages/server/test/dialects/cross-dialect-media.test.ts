/**
 * Two people, one with a client of every contract and a native one at once: files and what happens to groups arrive in
 * each one's own form, exactly once; what a contract has no word for, its clients find where they ask.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { uploadFor } from "../support/uploads.ts";
import { EggClient } from "./egg-client.ts";
import {
  befriend,
  type Client,
  direct,
  everyClient,
  everyContract,
  type Person,
  until,
} from "./every-client.ts";

setDefaultTimeout(60_000);

let server: TestServer;
let [ann, bob] = [null, null] as unknown as [Person, Person];
let clients: readonly Client[] = [];

beforeAll(async () => {
  server = await startTestServer(everyContract);
  [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  await befriend(server, ann, bob);
  // The same for all tests: who comes back may be told once more what was on its way when they went.
  clients = await everyClient(server, bob);
  await sayAndHear("the beginning");
});
afterAll(async () => {
  for (const { socket } of clients) socket.close();
  await server.stop();
});

/** Ann says something to Bob, or in a group. */
async function say(text: string, groupId?: number): Promise<void> {
  const conversationId = groupId ?? (await direct(server, ann.accessToken, bob.user.id));
  const args = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text } };
  expect((await server.post("message.send", args, ann.accessToken)).status).toBe(200);
}

/** What each client shows before it shows this. */
async function sayAndHear(text: string): Promise<string[]> {
  await say(text);
  return (await Promise.all(clients.map((client) => until(client, text)))).flat();
}

/** What a client shows of a file: how it calls it, and where it is. */
type Shown = readonly [kind: unknown, address: string];

// biome-ignore lint/suspicious/noExplicitAny: frames of five contracts
const read = (frame: string): any => (/^[[{]/.test(frame) ? JSON.parse(frame) : {});

const shown: Readonly<Record<string, (frame: string) => Shown | null>> = {
  netty(frame) {
    const { params, type } = read(frame);
    return type === 2 ? [params.fileType, params.message] : null;
  },
  hertz: cousinShown,
  gochat: cousinShown,
  egg(frame) {
    const { data, type } = read(frame);
    return type === "singleChat" ? [data.type, JSON.parse(data.data).data] : null;
  },
  ginroom: (frame) => ["", read(frame).message],
  native(frame) {
    const pushes = [read(frame)].flat();
    const sent = pushes.find(({ ev }) => ev === "message.sent");
    return sent === undefined ? null : [sent.content.type, ""];
  },
};

function cousinShown(frame: string): Shown | null {
  const { Content, Media, url } = read(frame);
  return Media === undefined ? null : [`${Media} ${Content}`, url];
}

async function nextShown({ name, socket }: Client): Promise<Shown> {
  for (;;) {
    const found = shown[name]?.(await socket.frame());
    if (found !== null && found !== undefined) return found;
  }
}

/** The bytes at the address that a client was told, asked as its contract's clients do. */
async function bytesAt(address: string, { accessToken }: Person): Promise<number> {
  const response = await fetch(new URL(address, `${server.url}/`), { headers: { token: accessToken } });
  expect(response.status).toBe(200);
  return (await response.bytes()).length;
}

/** How each calls the file, in the order of the clients; everybody who is told an address finds the file there. */
async function expectShown(kinds: Readonly<Record<string, unknown>>, bytes: number) {
  const told = await Promise.all(
    clients.map(async (client) => [client.name, await nextShown(client)] as const),
  );
  expect(Object.fromEntries(told.map(([name, [kind]]) => [name, kind]))).toEqual(kinds);
  for (const [name, [, address]] of told) {
    if (name !== "native") expect([name, await bytesAt(address, bob)]).toEqual([name, bytes]);
  }
}

const kinds = {
  image: { netty: "image", hertz: "4 ", gochat: "4 ", egg: "image", ginroom: "", native: "image" },
  voice: { netty: "voice", hertz: "3 ", gochat: "3 ", egg: "audio", ginroom: "", native: "voice" },
  file: {
    ...{ netty: "file", hertz: "1 [文件] notes.txt", gochat: "1 [文件] notes.txt", egg: "file" },
    ...{ ginroom: "", native: "file" },
  },
} as const;

describe("files", () => {
  for (const kind of ["image", "voice", "file"] as const) {
    test(`[DIA-13] a native ${kind} is one in every contract, exactly once, and is found at the address each is told`, async () => {
      const name = { image: "a.png", voice: "a.ogg", file: "notes.txt" }[kind];
      const { bytes, id: mediaId } = await uploadFor(server, ann, kind, { name });
      const content = {
        image: { type: "image", images: [{ mediaId }] },
        voice: { type: "voice", mediaId, durationMs: 3_000 },
        file: { type: "file", mediaId },
      }[kind];
      const conversationId = await direct(server, ann.accessToken, bob.user.id);
      const sent = await server.post(
        "message.send",
        { conversationId, id: Bun.randomUUIDv7(), content },
        ann.accessToken,
      );
      expect(sent.status).toBe(200);
      await expectShown(kinds[kind], bytes);
      // Whatever came twice would come before this.
      expect(await sayAndHear(`after the ${kind}`)).toEqual([]);
    });
  }

  test("[DIA-13] a picture that a client of a contract uploads and says is one in every other", async () => {
    const anns = await everyClient(server, ann);
    const picture = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
      "base64",
    );
    const form = new FormData();
    form.set("file", new File([picture], "a.png"));
    const headers = { token: ann.accessToken };
    const uploaded = await fetch(`${server.url}/attach/upload`, { method: "POST", headers, body: form });
    const { Data: url } = (await uploaded.json()) as { Data: string };
    const frame = { TargetId: bob.user.id, Type: 1, CreateTime: 1, userId: ann.user.id };
    const gochat = anns.find(({ name }) => name === "gochat");
    gochat?.socket.send(JSON.stringify({ ...frame, Media: 4, Content: "", url, amount: 0 }));
    const bytes = await bytesAt(url, ann);
    await expectShown(kinds.image, bytes);

    const egg = new EggClient(server, ann);
    const { data: file } = await egg.upload(
      "uploadStreamSingleToServerDiy/chat",
      "b.png",
      new Uint8Array(picture),
    );
    const data = JSON.stringify({ data: file.url, dataType: "image", otherData: null });
    const said = { sendto_id: bob.user.id, chatType: "single", type: "image", data, options: "%7B%7D" };
    expect((await egg.ask("socket/sendmessage", said)).status).toBe(200);
    await expectShown(kinds.image, bytes);
    expect(await sayAndHear("after both")).toEqual([]);
    for (const { socket } of anns) socket.close();
  });
});

describe("what happens to groups", () => {
  /** What each client shows of a notice: the frame of netty, the words of egg, the event of a native one. */
  const notices: Readonly<Record<string, (frame: string) => readonly string[]>> = {
    netty(frame) {
      const { nameList, type } = read(frame);
      return type === 4 ? [`4 ${nameList.length}`] : [];
    },
    egg(frame) {
      const { data } = read(frame);
      return data?.type === "systemNotice" ? [data.data.data] : [];
    },
    native(frame) {
      const pushes = [read(frame)].flat() as { ev?: string }[];
      return pushes.flatMap(({ ev = "" }) =>
        /^(conversation|member)\.(?!read|delivered)/.test(ev) ? [ev] : [],
      );
    },
  };

  test("[DIA-13] a group that is made, joined, renamed, left by force and dissolved is told exactly once, in each one's own form", async () => {
    const carol = await server.newUser("carol");
    const { conversation } = await call("group.create", { name: "First", memberIds: [bob.user.id] });
    const conversationId = conversation.id as number;
    const steps: Told[] = [await toldBy("made", conversationId)];
    await call("member.add", { conversationId, userIds: [carol.user.id] });
    steps.push(await toldBy("joined", conversationId));
    await call("group.update", { conversationId, name: "Second" });
    steps.push(await toldBy("renamed", conversationId));
    await call("member.remove", { conversationId, userId: carol.user.id });
    steps.push(await toldBy("removed", conversationId));
    const asked = await whereTheyAsk();
    await call("group.dissolve", { conversationId });
    steps.push(await toldBy("dissolved"));
    const told = clients.map(({ name }) => [name, steps.flatMap((step) => step[name] ?? [])]);
    expect(Object.fromEntries(told)).toEqual({
      netty: ["4 2"],
      egg: [
        "我创建了一个群，大家可以开始聊天了",
        `${carol.user.nickname}加入了群聊`,
        "群名称修改为：Second",
        "群聊已解散",
      ],
      native: [
        ...["conversation.created", "member.added", "conversation.updated", "member.removed"],
        "conversation.updated",
      ],
      // These contracts have no word for any of it: nothing is made up.
      ...{ hertz: [], gochat: [], ginroom: [] },
    });
    expect(asked).toEqual({ ginroom: "Second", hertz: "Second", gochat: "Second", egg: "Second" });
  });

  test("[DIA-13] who is brought into a group is told as its contract tells of a new one", async () => {
    const { conversation } = await call("group.create", { name: "G", memberIds: [] });
    const conversationId = conversation.id;
    await call("member.add", { conversationId, userIds: [bob.user.id] });
    const added = await toldBy("brought in", conversationId);
    await call("member.remove", { conversationId, userId: bob.user.id });
    const removed = await toldBy("put out");
    const told = clients.map(({ name }) => [name, [...(added[name] ?? []), ...(removed[name] ?? [])]]);
    expect(Object.fromEntries(told)).toEqual({
      netty: ["4 2"],
      egg: [`${bob.user.nickname}加入了群聊`],
      native: ["member.added", "member.removed"],
      ...{ hertz: [], gochat: [], ginroom: [] },
    });
  });

  type Told = Readonly<Record<string, readonly string[]>>;

  async function call(operation: string, args: object) {
    const { body, status } = await server.post(operation, args, ann.accessToken);
    expect([operation, status]).toEqual([operation, 200]);
    return body;
  }

  /** What each client was told since it was asked last; in the order of one conversation, where it is still open. */
  async function toldBy(what: string, groupId?: number): Promise<Told> {
    const last = `that was it: ${what}`;
    await say(last, groupId);
    const told = clients.map(async (client) => [client.name, await noticesUntil(client, last)]);
    return Object.fromEntries(await Promise.all(told));
  }

  /** Notices before the last word; whatever else is said is none. */
  async function noticesUntil(client: Client, last: string): Promise<string[]> {
    const found: string[] = [];
    for (;;) {
      const frame = await client.socket.frame();
      const told = notices[client.name]?.(frame) ?? [];
      found.push(...told);
      // A notice of a contract is told as a message, too.
      const text = told.length > 0 && client.name !== "native" ? null : client.text(frame);
      if (text === last) return found;
      if (text !== null) found.push(text);
    }
  }

  /** The name of the newest group, where clients of each contract ask for it. */
  async function whereTheyAsk(): Promise<Record<string, unknown>> {
    const { accessToken } = bob;
    const ask = async (method: string, path: string) =>
      (await fetch(server.url + path, { method, headers: { token: accessToken } })).json() as Promise<never>;
    const named = (list: readonly Record<string, unknown>[], key: string) =>
      list.find((one) => one[key] === "Second")?.[key];
    const { data: rooms } = (await ask("GET", "/user/room/list")) as { data: { room_list: [] } };
    const { Rows: hertz } = (await ask("POST", "/contact/loadcommunity")) as { Rows: [] };
    const { Rows: gochat } = (await ask("POST", "/loadCommunity")) as { Rows: [] };
    const { data: groups } = (await ask("GET", "/api/chat/grouplist/1")) as { data: [] };
    return {
      ginroom: named(rooms.room_list, "name"),
      ...{ hertz: named(hertz, "Name"), gochat: named(gochat, "Name"), egg: named(groups, "name") },
    };
  }
});
