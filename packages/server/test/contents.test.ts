import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type Media } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";

const noMedia = "0".repeat(32);

describe("what messages say", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  /** Ann's group, with Bob. */
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    const group = await newTestGroup(server, 1);
    [ann, conversationId] = [group.owner, group.conversationId];
    [bob = ann] = group.members;
    eve = await newCaller(server, "eve");
  });
  afterAll(() => server.stop());

  const sent = (content: object, more: object = {}) => ({
    ...{ conversationId, id: Bun.randomUUIDv7(), content },
    ...more,
  });
  const upload = (kind: Media["kind"], fields?: Readonly<Record<string, string>>, owner = ann) =>
    uploadFor(server, owner.user, kind, fields);
  const refused = (content: object, more: object = {}, from = ann) =>
    refusedByBoth(server, from, "message.send", sent(content, more));
  const linked = async (caller: Caller, id: string): Promise<boolean> =>
    (await readByBoth(server, caller, "media.link", { ids: [id] })).links.length === 1;
  const newest = async (caller: Caller) =>
    (await readByBoth(server, caller, "message.list", { conversationId, limit: 1 })).messages[0];

  /** Sends it, and has it read in every way: as the event, in history, range and inbox alike. */
  async function told(content: object, more: object = {}) {
    const args = sent(content, more);
    const { rev } = await ann.socket.call("message.send", args);
    const push = await bob.socket.push(({ ev, id }) => ev === "message.sent" && id === args.id);
    expect((await newest(bob)).content).toEqual(push.content);
    const range = await readByBoth(server, bob, "sync.range", { conversationId, afterRev: rev - 1 });
    expect(range.events).toEqual([push]);
    const [head] = (await readByBoth(server, bob, "inbox.list", {})).heads;
    expect(head.lastMessage.content).toEqual(push.content);
    // Sent again, as after a lost answer, it is the same.
    expect(await ann.socket.call("message.send", args)).toMatchObject({ rev });
    return { args, content: push.content };
  }

  test("[CNT-3] [CNT-4] files are shown with what the server found in them, not with what is said", async () => {
    const [one, other] = [await upload("image"), await upload("image")];
    const images = [
      { mediaId: one.id, width: 9_999, mediaType: "text/html", bytes: 1 },
      { mediaId: other.id, placeholder: "<script>" },
    ];
    const picture = await told({ type: "image", images, text: "a caption", html: "<b>" });
    const found = { bytes: one.bytes, mediaType: "image/png", width: 3, height: 2 };
    expect(picture.content).toMatchObject({
      ...{ type: "image", text: "a caption" },
      images: [
        { mediaId: one.id, ...found },
        { mediaId: other.id, ...found },
      ],
    });
    expect(JSON.stringify(picture.content)).not.toMatch(/script|html/);

    const voice = await upload("voice", { durationMs: "2500" });
    expect(
      (await told({ type: "voice", mediaId: voice.id, durationMs: 1, waveform: [0, 100, 7] })).content,
    ).toEqual({
      ...{ type: "voice", mediaId: voice.id, durationMs: 2_500, waveform: [0, 100, 7] },
      ...{ bytes: voice.bytes, mediaType: voice.type },
    });

    const video = await upload("video");
    const shown = {
      type: "video",
      mediaId: video.id,
      posterId: one.id,
      width: 640,
      height: 360,
      durationMs: 900,
    };
    expect((await told(shown)).content).toEqual({ ...shown, bytes: video.bytes, mediaType: video.type });

    const file = await upload("file", { name: "../../report.pdf" });
    expect((await told({ type: "file", mediaId: file.id, name: "else.exe" })).content).toEqual({
      ...{ type: "file", mediaId: file.id, name: "report.pdf", bytes: file.bytes, mediaType: file.type },
    });
    // A picture may go as a file too.
    expect((await told({ type: "file", mediaId: one.id })).content).toMatchObject({ mediaType: "image/png" });
  });

  test("[CNT-3] [INV-22] what is no complete upload of the sender, of that kind, is refused alike", async () => {
    const [voice, bobs] = [await upload("voice"), await upload("image", {}, bob)];
    const args = { kind: "image", name: "a.png", bytes: 100 };
    const { media: open } = await ann.socket.call("media.create", args);
    const refusals = [];
    for (const mediaId of [noMedia, bobs.id, open.id, voice.id]) {
      const error = await refused({ type: "image", images: [{ mediaId }] });
      refusals.push(JSON.stringify(error));
    }
    expect(new Set(refusals).size).toBe(1);
    expect(JSON.parse(refusals[0] ?? "")).toMatchObject({
      code: "invalid_arguments",
      details: { path: "/content/images/0/mediaId" },
    });
    const video = await upload("video");
    for (const content of [
      { type: "voice", mediaId: video.id },
      { type: "video", mediaId: voice.id },
      { type: "video", mediaId: video.id, posterId: voice.id },
      { type: "file", mediaId: bobs.id },
    ])
      expect((await refused(content)).code).toBe("invalid_arguments");
    // Nothing of a refused message is shown, its good files included.
    const good = await upload("image");
    await refused({ type: "image", images: [{ mediaId: good.id }, { mediaId: noMedia }] });
    expect(await linked(bob, good.id)).toBe(false);
    const { status } = await server.post("media.delete", { id: good.id }, ann.user.accessToken);
    expect(status).toBe(200);
    expect((await refused({ type: "image", images: [{ mediaId: good.id }] }, {}, eve)).code).toBe(
      "not_found",
    );
  });

  test("[CNT-5] [INV-12] a file is shown to who sees the message, until it is recalled or they leave", async () => {
    const [file, image] = [await upload("file"), await upload("image")];
    const { args } = await told({ type: "file", mediaId: file.id });
    await told({ type: "image", images: [{ mediaId: image.id }] });
    expect([await linked(bob, file.id), await linked(eve, file.id)]).toEqual([true, false]);
    const { links } = await bob.socket.call("media.link", { ids: [file.id] });
    expect((await fetch(`${server.url}${links[0].url}`)).status).toBe(200);
    expect((await refusedByBoth(server, ann, "media.delete", { id: file.id })).code).toBe("conflict");
    await ann.socket.call("message.recall", { conversationId, id: args.id });
    expect([await linked(bob, file.id), await linked(ann, file.id)]).toEqual([false, true]);
    expect((await fetch(`${server.url}${links[0].url}`)).status).toBe(404);
    await ann.socket.call("media.delete", { id: file.id });
    expect(await linked(bob, image.id)).toBe(true);
  });

  test("[CNT-2] mentions in a text lie in it, in order, and name who is mentioned", async () => {
    const userId = idOf(bob);
    const entity = (start: number, length: number, of = userId) => ({
      type: "mention",
      start,
      length,
      userId: of,
    });
    const text = { type: "text", text: "@bob and @bob" };
    const mentions = { mentions: [userId] };
    const entities = [entity(0, 4), entity(9, 4)];
    const { content } = await told({ ...text, format: "markdown", entities }, mentions);
    expect(content).toEqual({ ...text, format: "markdown", entities });
    for (const wrong of [
      [entity(10, 4)],
      [entity(9, 4), entity(0, 4)],
      [entity(0, 4), entity(3, 2)],
      [entity(0, 4, idOf(ann))],
    ]) {
      const error = await refused({ ...text, entities: wrong }, mentions);
      expect(error).toMatchObject({ code: "invalid_arguments" });
      expect(String(error.details?.path)).toStartWith("/content/entities/");
    }
    expect((await refused({ ...text, entities })).code).toBe("invalid_arguments");
    const { args } = await told(text, mentions);
    const place = { conversationId, id: args.id };
    await ann.socket.call("message.edit", { ...place, content: { ...text, entities } });
    expect((await newest(bob)).content).toEqual({ ...text, entities });
    const wrong = { ...place, content: { ...text, entities: [entity(0, 14)] } };
    expect((await refusedByBoth(server, ann, "message.edit", wrong)).code).toBe("invalid_arguments");
  });

  test("[CNT-6] a card names somebody the sender can see", async () => {
    expect((await told({ type: "contact", userId: idOf(eve), nickname: "Mallory" })).content).toEqual({
      ...{ type: "contact", userId: idOf(eve) },
    });
    const error = await refused({ type: "contact", userId: 999_999_999 });
    expect(error).toMatchObject({ code: "invalid_arguments", details: { path: "/content/userId" } });
  });

  test("[CNT-1] [CNT-7] [CNT-8] places, custom and encrypted contents are kept as they are", async () => {
    const place = {
      type: "location",
      latitude: -33.5,
      longitude: 180,
      name: "A place",
      address: "Its address",
    };
    expect((await told({ ...place, altitude: 3 })).content).toEqual(place);
    const custom = {
      type: "custom",
      kind: "acme.order",
      data: { lines: [{ type: "text" }], "a b": null },
      fallback: "An order",
    };
    expect((await told(custom)).content).toEqual(custom);
    const secret = { type: "encrypted", scheme: "mls.1", payload: "c2VjcmV0" };
    expect((await told(secret)).content).toEqual(secret);
    for (const wrong of [
      { type: "notice", notice: "contacts_made", text: "x" },
      { type: "nothing" },
      { ...place, latitude: 90.1 },
      { ...custom, kind: "Acme" },
      { ...custom, fallback: " " },
      { ...secret, payload: "<b>" },
      { type: "image", images: [] },
    ])
      expect((await refused(wrong)).code).toBe("invalid_arguments");
  });

  test("[CNT-7] a custom content has so many bytes at most", async () => {
    const { customDataBytesMax } = limits;
    // An umlaut is two bytes, the quotation marks one each.
    const data = "ä".repeat((customDataBytesMax - 2) / 2);
    const custom = { type: "custom", kind: "acme.big", fallback: "big" };
    expect((await told({ ...custom, data })).content.data).toBe(data);
    const error = await refused({ ...custom, data: `${data}.` });
    expect(error).toMatchObject({ code: "payload_too_large", details: { customDataBytesMax } });
  });

  test("[CNT-9] [MSG-2] [MSG-3] the same content in another order is the same, another one is a conflict", async () => {
    const file = await upload("file");
    const { args } = await told({ type: "file", mediaId: file.id, text: "a" });
    const { seq } = await newest(ann);
    const again = { ...args, content: { text: "a", mediaId: file.id, type: "file" } };
    expect(await ann.socket.call("message.send", again)).toMatchObject({ seq });
    const other = { ...args, content: { ...args.content, text: "b" } };
    expect((await refusedByBoth(server, ann, "message.send", other)).code).toBe("conflict");
    await ann.socket.call("message.recall", { conversationId, id: args.id });
    await ann.socket.call("media.delete", { id: file.id });
    expect(await ann.socket.call("message.send", again)).toMatchObject({ seq });
  });

  test("[CNT-10] messages of every kind are found by what is written in them", async () => {
    const word = `w${crypto.randomUUID().slice(0, 8)}`;
    const [image, video] = [await upload("image"), await upload("video")];
    const file = await upload("file", { name: `${word}.pdf` });
    const contents = [
      { type: "text", text: `a ${word}` },
      { type: "image", images: [{ mediaId: image.id }], text: `an ${word}` },
      { type: "video", mediaId: video.id, text: word },
      { type: "file", mediaId: file.id },
      { type: "location", latitude: 1, longitude: 2, address: `${word} street` },
      { type: "custom", kind: "acme.found", data: {}, fallback: word },
    ];
    for (const content of contents) await told(content);
    await told({ type: "custom", kind: "acme.hidden", data: { word }, fallback: "nothing" });
    await told({ type: "encrypted", scheme: "none", payload: word });
    const args = { query: word, conversationId };
    const search = async (more: object) =>
      (await readByBoth(server, bob, "message.search", { ...args, ...more })).found;
    const foundCount = async () => (await bob.socket.call("message.search", args)).found.length;
    while ((await foundCount()) < contents.length) await Bun.sleep(20);
    const kindsOf = (found: { message: { content: { type: string } } }[]) =>
      found.map(({ message }) => message.content.type);
    expect(kindsOf(await search({}))).toEqual(contents.map(({ type }) => type).toReversed());
    expect(kindsOf(await search({ kind: "file" }))).toEqual(["file"]);
    const [{ message, highlights }] = await search({ kind: "file" });
    expect(highlights).toEqual([{ start: 0, end: word.length }]);
    await ann.socket.call("message.recall", { conversationId, id: message.id });
    expect(await search({ kind: "file" })).toEqual([]);
  });

  test("[INV-12] what was said in any kind is, once recalled, nowhere any more", async () => {
    const marker = `m${crypto.randomUUID().replaceAll("-", "")}`;
    const [image, video] = [await upload("image"), await upload("video")];
    const file = await upload("file", { name: `${marker}.pdf` });
    const contents = [
      { type: "text", text: marker },
      { type: "text", text: `**${marker}**`, format: "markdown" },
      { type: "image", images: [{ mediaId: image.id }], text: marker },
      { type: "video", mediaId: video.id, text: marker },
      { type: "file", mediaId: file.id },
      { type: "location", latitude: 1, longitude: 2, name: marker, address: marker },
      { type: "custom", kind: "acme.marked", data: { marker }, fallback: marker },
      { type: "encrypted", scheme: "none", payload: marker },
      { type: "poll", question: marker, options: [marker, "no"] },
    ];
    const ids: string[] = [];
    const { seq: before } = await newest(bob);
    for (const content of contents) ids.push((await told(content)).args.id);
    const reply = sent({ type: "text", text: "an answer" }, { replyTo: ids[0] });
    await ann.socket.call("message.send", reply);
    await ann.socket.call("message.pin", { conversationId, id: ids[0] });
    await bob.socket.call("message.save", { conversationId, id: ids[1] });
    await bob.socket.call("message.forward", {
      ...{ conversationId, ids: ids.filter((_, at) => contents[at]?.type !== "encrypted") },
      ...{ toConversationId: conversationId, newIds: [Bun.randomUUIDv7()], isMerged: true },
    });
    const { id: forwardId, seq: lastSeq } = await newest(bob);
    const reads: readonly (readonly [string, object])[] = [
      ["message.list", { conversationId, afterSeq: before }],
      ["message.context", { conversationId, seq: lastSeq }],
      ["message.listForwarded", { conversationId, id: forwardId }],
      ["message.listPinned", { conversationId }],
      ["message.listSaved", {}],
      ["message.search", { query: marker, conversationId }],
      ["inbox.list", {}],
      ["sync.range", { conversationId, afterRev: 0, limit: limits.eventPageMax }],
    ];
    const all = async () => {
      const answers = reads.map(async ([operation, args]) =>
        JSON.stringify(await bob.socket.call(operation, args)),
      );
      return (await Promise.all(answers)).join("\n");
    };
    expect(await all()).toContain(marker);
    for (const id of ids) await ann.socket.call("message.recall", { conversationId, id });
    expect(await all()).not.toContain(marker);
    for (const media of [image, video, file]) expect(await linked(bob, media.id)).toBe(false);
    const places = ["log", "forwarded_messages", "message_edits", "streams"].map((table) =>
      server.rows(`select rev from ${table} where body like '%${marker}%'`),
    );
    expect((await Promise.all(places)).flat()).toEqual([]);
  });

  test("[MSG-40] [MSG-46] only texts are edited into texts, and captions stand below files alone", async () => {
    const refusal = async (said: object, content: object) => {
      const { args } = await told(said);
      const edit = { conversationId, id: args.id, content };
      const { code } = await refusedByBoth(server, ann, "message.edit", edit);
      expect(await newest(bob)).not.toHaveProperty("editedAt");
      return code;
    };
    const place = { type: "location", latitude: 1, longitude: 2 };
    const text = { type: "text", text: "there" };
    const image = { type: "image", images: [{ mediaId: (await upload("image")).id }] };
    expect(await refusal(place, text)).toBe("forbidden");
    expect(await refusal(text, place)).toBe("invalid_arguments");
    expect(await refusal(image, text)).toBe("forbidden");
    expect(await refusal(image, image)).toBe("invalid_arguments");
    for (const said of [text, place, { type: "voice", mediaId: (await upload("voice")).id }])
      expect(await refusal(said, { type: "caption", text: "below" })).toBe("forbidden");
    const long = "x".repeat(limits.captionCharsMax + 1);
    for (const below of [" ", "", long])
      expect(await refusal(image, { type: "caption", text: below })).toBe("invalid_arguments");
  });

  test("[MSG-46] [MSG-41] what is written below files is changed, added and taken away, and nothing else", async () => {
    const [one, other] = [await upload("image"), await upload("image")];
    const [video, file] = [await upload("video"), await upload("file", { name: "plan.pdf" })];
    const contents = [
      { type: "image", images: [{ mediaId: one.id }, { mediaId: other.id }], text: "a caption" },
      { ...{ type: "video", mediaId: video.id, posterId: one.id }, width: 640, height: 360, text: "a film" },
      { type: "file", mediaId: file.id, text: "a plan" },
    ];
    for (const said of contents) {
      const { args, content } = await told(said);
      const { text: first, ...files } = content;
      const place = { conversationId, id: args.id };
      const edit = (text?: string) =>
        ann.socket.call("message.edit", { ...place, content: { type: "caption", text, mediaId: noMedia } });
      for (const text of ["x".repeat(limits.captionCharsMax), undefined, "another"]) {
        const { rev } = await edit(text);
        const push = await bob.socket.push((one) => one.ev === "message.edited" && one.rev === rev);
        expect(push.content).toEqual(text === undefined ? files : { ...files, text });
        expect(await newest(bob)).toMatchObject({ content: push.content, editedAt: push.at });
        expect(await edit(text)).toEqual({ rev });
      }
      const { edits } = await readByBoth(server, ann, "message.listEdits", place);
      const before = edits.map((one: { content: { text?: string } }) => one.content.text?.slice(0, 9));
      expect(before).toEqual([first, "x".repeat(9), undefined]);
      // The same message sent again is still known (MSG-2), and who sees it sees its files.
      expect(await ann.socket.call("message.send", args)).toMatchObject({ seq: expect.any(Number) });
      expect(await linked(bob, "mediaId" in said ? (said.mediaId ?? "") : one.id)).toBe(true);
    }
  });

  test("[MSG-40] [FWD-2] what somebody forwarded is not theirs to edit", async () => {
    const image = await upload("image");
    const said = [
      [
        { type: "text", text: "I owe you 10" },
        { type: "text", text: "I owe you 1000" },
      ],
      [
        { type: "image", images: [{ mediaId: image.id }] },
        { type: "caption", text: "mine" },
      ],
    ] as const;
    for (const [content, edited] of said) {
      const { args } = await told(content);
      const [toConversationId, newId] = [conversationId, Bun.randomUUIDv7()];
      const forward = { conversationId, ids: [args.id], toConversationId, newIds: [newId] };
      await bob.socket.call("message.forward", forward);
      const edit = { conversationId, id: newId, content: edited };
      expect((await refusedByBoth(server, bob, "message.edit", edit)).code).toBe("forbidden");
      expect((await newest(ann)).content).toMatchObject(content);
    }
  });
});
