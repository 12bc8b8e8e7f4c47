/**
 * Two people, each with a client of every contract and a native one at once: what one of them says by any arrives in
 * all others, and in the speaker's own other clients, exactly once and in each one's own form.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { uploadFor } from "../support/uploads.ts";
import {
  befriend,
  type Client,
  direct,
  everyClient,
  everyContract,
  heard,
  type Person,
  until,
} from "./every-client.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

let server: TestServer;
let [ann, bob] = [null, null] as unknown as [Person, Person];

beforeAll(async () => {
  server = await startTestServer(everyContract);
  [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  await befriend(server, ann, bob);
});
afterAll(() => server.stop());

describe("what is said by one arrives in all", () => {
  test("[DIA-13] a private message and a group message from each, exactly once, in the speaker's own other clients as well", async () => {
    const [anns, bobs] = [await everyClient(server, ann), await everyClient(server, bob)];
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
        // A client of hertz draws what it says in a group when it comes back.
        const hearsItself = speaker.name === "native" || (speaker.name === "hertz" && to !== null);
        const others = anns.filter((client) => client !== speaker || hearsItself);
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
    const bobs = await everyClient(server, bob);
    const conversationId = await direct(server, ann.accessToken, bob.user.id);
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: "taken back" };
    await server.post("message.send", { conversationId, id, content }, ann.accessToken);
    await Promise.all(bobs.map((client) => heard(client, "taken back")));
    await server.post("message.recall", { conversationId, id }, ann.accessToken);
    const others = bobs.filter(({ name }) => name !== "native");
    await Promise.all(others.map((client) => heard(client, /撤回了一条消息/)));
    for (const client of bobs) client.socket.close();
  });
});

/** The id of a file as the addresses of the cousins have it. */
const digitsOf = (mediaId: string) => BigInt(`0x${mediaId}`).toString();

/** The first frame that has a file of the message in it. */
async function heardFile({ name, socket }: Client, mediaId: string): Promise<[string, string]> {
  for (;;) {
    const frame = await socket.frame();
    if (frame.includes(mediaId) || frame.includes(digitsOf(mediaId))) return [name, frame];
  }
}

test("[STK-6] [DIA-13] a sticker arrives as a picture in each one's own form, at an address that holds", async () => {
  const conversationId = await direct(server, ann.accessToken, bob.user.id);
  const call = async (operation: string, args: object) =>
    (await server.post(operation, args, ann.accessToken)).body;
  const { id: mediaId } = await uploadFor(server, ann, "image");
  const { pack } = await call("stickerPack.create", { name: "cats" });
  const packId = pack.id;
  const added = await call("sticker.add", { packId, stickers: [{ mediaId, emoji: "🐱" }] });
  const bobs = await everyClient(server, bob);
  const content = { type: "sticker", packId, stickerId: added.stickers[0].id };
  await call("message.send", { conversationId, id: Bun.randomUUIDv7(), content });
  const frames = new Map(await Promise.all(bobs.map((client) => heardFile(client, mediaId))));
  const of = (name: string) => JSON.parse(frames.get(name) ?? "null");
  const { params } = of("netty");
  const { data, type } = of("egg").data;
  const spelled = JSON.parse(data);
  expect([params.fileType, spelled.dataType, type]).toEqual(["image", "image", "image"]);
  for (const name of ["hertz", "gochat"]) {
    const url = expect.stringContaining(digitsOf(mediaId));
    expect(of(name)).toMatchObject({ Media: 2, Content: "🐱", url });
  }
  for (const path of [params.message, spelled.data, of("ginroom").message]) {
    const shown = await fetch(new URL(path, server.url));
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
  }
  for (const client of bobs) client.socket.close();
});
