import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Media } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";

describe("forwarding", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  /** Ann's group with Bob, and Bob's with Eve. */
  let source: number;
  let target: number;

  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob, eve] = [
      await newCaller(server, "ann"),
      await newCaller(server, "bob"),
      await newCaller(server, "eve"),
    ];
    source = (await ann.socket.call("group.create", { memberIds: [idOf(bob)] })).conversation.id;
    target = (await bob.socket.call("group.create", { memberIds: [idOf(eve)] })).conversation.id;
  });
  afterAll(() => server.stop());

  async function sent(
    content: object,
    more: object = {},
    from = ann,
    conversationId = source,
  ): Promise<string> {
    const id = Bun.randomUUIDv7();
    await from.socket.call("message.send", { conversationId, id, content, ...more });
    return id;
  }
  const say = (text: string) => sent({ type: "text", text });
  const upload = (kind: Media["kind"]) => uploadFor(server, ann.user, kind);
  const forwarding = (ids: readonly string[], more: object = {}) => ({
    ...{ conversationId: source, ids, toConversationId: target },
    newIds: ids.map(() => Bun.randomUUIDv7()),
    ...more,
  });
  const asOne = (ids: readonly string[], title?: string) =>
    forwarding(ids, {
      newIds: [Bun.randomUUIDv7()],
      isMerged: true,
      ...(title === undefined ? {} : { title }),
    });
  const forward = (args: object, from = bob) => from.socket.call("message.forward", args);
  const refused = async (args: object, from = bob) =>
    (await refusedByBoth(server, from, "message.forward", args)).code;
  const newest = async (count: number) =>
    (await readByBoth(server, eve, "message.list", { conversationId: target, limit: count })).messages;
  const shown = async (id: string, conversationId = target, more: object = {}) =>
    (await readByBoth(server, eve, "message.listForwarded", { conversationId, id, ...more })).messages;
  const linked = async (caller: Caller, id: string): Promise<boolean> =>
    (await readByBoth(server, caller, "media.link", { ids: [id] })).links.length === 1;

  test("[FWD-1] [FWD-2] messages are said once more, in order, by who forwards them, with who wrote them first", async () => {
    const image = await upload("image");
    const mentioned = { mentions: [idOf(bob)] };
    const entities = [{ type: "mention", start: 0, length: 4, userId: idOf(bob) }];
    const ids = [
      await sent({ type: "text", text: "@bob *x*", format: "markdown", entities }, mentioned),
      await sent({ type: "image", images: [{ mediaId: image.id }], text: "us" }),
    ];
    expect(await linked(eve, image.id)).toBe(false);
    const args = forwarding(ids);
    const { sent: answer } = await forward(args);
    const push = await eve.socket.push(({ ev, id }) => ev === "message.sent" && id === args.newIds[1]);
    const messages = await newest(2);
    const { ev: _, conversationId: __, ...told } = push;
    expect(messages[1]).toEqual(told);
    expect(messages).toMatchObject([
      { id: args.newIds[0], content: { type: "text", text: "@bob *x*", format: "markdown" } },
      { id: args.newIds[1], content: { type: "image", text: "us", images: [{ mediaId: image.id }] } },
    ]);
    expect(JSON.stringify(messages)).not.toContain("mention");
    const forwarded = { senderId: idOf(ann), sentAt: expect.any(Number) };
    for (const message of messages) expect(message).toMatchObject({ senderId: idOf(bob), forwarded });
    expect(messages.map(({ id, rev, seq, sentAt }: never) => ({ id, rev, seq, sentAt }))).toEqual(answer);
    expect(await linked(eve, image.id)).toBe(true);
    // Forwarded further it still names the first.
    const further = forwarding([args.newIds[0] ?? ""], { conversationId: target, toConversationId: target });
    await forward(further, eve);
    expect((await newest(1))[0]).toMatchObject({ senderId: idOf(eve), forwarded });
  });

  test("[FWD-3] [MSG-2] asked again it answers the first time, whatever became of the originals", async () => {
    const id = await say("twice");
    const [args, merged] = [forwarding([id]), asOne([id], "title")];
    const [first, firstMerged] = [await forward(args), await forward(merged)];
    await ann.socket.call("message.recall", { conversationId: source, id });
    expect(await forward(args)).toEqual(first);
    expect(await forward(merged)).toEqual(firstMerged);
    const other = await say("other");
    expect(await refused({ ...args, ids: [other] })).toBe("conflict");
    expect(await refused({ ...merged, title: "another" })).toBe("conflict");
  });

  test("[FWD-4] [SEC-01] what one does not see, may not write to, or cannot be forwarded is refused, and all with it", async () => {
    const [good, recalled, hidden] = [await say("good"), await say("gone"), await say("hidden")];
    await ann.socket.call("message.recall", { conversationId: source, id: recalled });
    await bob.socket.call("message.hide", { conversationId: source, ids: [hidden] });
    const before = await newest(1);
    for (const id of [recalled, hidden, Bun.randomUUIDv7()]) {
      expect(await refused(forwarding([good, id]))).toBe("not_found");
    }
    expect(await refused(forwarding([good]), ann)).toBe("not_found");
    expect(await refused(forwarding([good]), eve)).toBe("not_found");
    const secret = await sent({ type: "encrypted", scheme: "a.b", payload: "eA==" });
    expect(await refused(forwarding([secret]))).toBe("invalid_arguments");
    const several = asOne([good]);
    await forward({ ...several, toConversationId: source });
    expect(await refused(asOne([several.newIds[0] ?? ""]))).toBe("invalid_arguments");
    for (const newIds of [[], [Bun.randomUUIDv7(), Bun.randomUUIDv7()]]) {
      expect(await refused(forwarding([good], { newIds }))).toBe("invalid_arguments");
    }
    await bob.socket.call("group.muteAll", { conversationId: target, isMuted: true });
    const ofEve = await sent({ type: "text", text: "x" }, {}, ann);
    expect(await refused(forwarding([ofEve], { conversationId: target, ids: [before[0].id] }), eve)).toBe(
      "forbidden",
    );
    await bob.socket.call("group.muteAll", { conversationId: target, isMuted: false });
    expect(await newest(1)).toEqual(before);
  });

  test("[FWD-5] [INV-12] several as one show nothing of what was recalled, nor its files, wherever they went", async () => {
    const marker = `m${crypto.randomUUID()}`;
    const [file, kept] = [await upload("file"), await upload("image")];
    const ids = [
      await say(marker),
      await sent({ type: "file", mediaId: file.id, text: marker }),
      await sent({ type: "image", images: [{ mediaId: kept.id }] }),
    ];
    const merged = asOne(ids, "Ann and Bob");
    await forward(merged);
    const [message] = await newest(1);
    expect(message.content).toEqual({ type: "forward", title: "Ann and Bob", count: 3 });
    const id = merged.newIds[0] ?? "";
    const texts = await shown(id);
    expect(texts).toMatchObject([
      { place: 1, senderId: idOf(ann), content: { type: "text", text: marker } },
      { place: 2, content: { type: "file", mediaId: file.id } },
      { place: 3, content: { type: "image" } },
    ]);
    expect(await shown(id, target, { after: 1, limit: 1 })).toEqual([texts[1]]);
    const further = forwarding([id], { conversationId: target, toConversationId: target });
    await forward(further, eve);
    const furtherId = further.newIds[0] ?? "";
    expect(await shown(furtherId)).toEqual(texts);
    expect([await linked(eve, file.id), await linked(eve, kept.id)]).toEqual([true, true]);
    for (const gone of ids.slice(0, 2)) {
      await ann.socket.call("message.recall", { conversationId: source, id: gone });
    }
    for (const place of [id, furtherId]) {
      expect(await shown(place)).toMatchObject([
        { content: null },
        { content: null },
        { content: { type: "image" } },
      ]);
    }
    expect([await linked(eve, file.id), await linked(eve, kept.id)]).toEqual([false, true]);
    const inLog = await server.rows(`select body from log where body like '%${marker}%'`);
    const besides = await server.rows(`select body from forwarded_messages where body like '%${marker}%'`);
    expect([...inLog, ...besides]).toEqual([]);
    await eve.socket.call("message.recall", { conversationId: target, id: furtherId });
    await bob.socket.call("message.recall", { conversationId: target, id });
    const list = { conversationId: target, id };
    expect((await refusedByBoth(server, eve, "message.listForwarded", list)).code).toBe("not_found");
    expect(await linked(eve, kept.id)).toBe(false);
    const left = `select place from forwarded_messages where message_id in ('${id}', '${furtherId}')`;
    expect(await server.rows(left)).toEqual([]);
  });

  test("[FWD-5] a message forwarded by itself stays when the original is recalled, and goes with its own recall", async () => {
    const id = await say("said by both");
    const args = forwarding([id]);
    await forward(args);
    await ann.socket.call("message.recall", { conversationId: source, id });
    expect((await newest(1))[0].content).toEqual({ type: "text", text: "said by both" });
    await bob.socket.call("message.recall", { conversationId: target, id: args.newIds[0] });
    const [{ content, forwarded }] = await newest(1);
    expect([content, forwarded]).toEqual([null, undefined]);
  });

  test("[FWD-5] [INV-12] recalls and forwards at once leave nothing that was recalled", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member = owner] = members;
    const ids: string[] = [];
    for (let number = 0; number < 20; number += 1) {
      ids.push(await sent({ type: "text", text: `race ${number}` }, {}, owner, conversationId));
    }
    const calls = ids.flatMap((id) => [
      member.socket.exchange("message.forward", {
        ...asOne([id]),
        conversationId,
        toConversationId: conversationId,
      }),
      owner.socket.exchange("message.recall", { conversationId, id }),
    ]);
    await Promise.all(calls);
    expect(await server.rows("select body from forwarded_messages where body like '%race %'")).toEqual([]);
  });
});
