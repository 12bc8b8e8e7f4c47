import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("texts written bit by bit", () => {
  let server: TestServer;
  let bot: Caller;
  let ann: Caller;
  let bob: Caller;
  /** Ann's group, with Bob and the bot. */
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    const admin = await adminCaller(server);
    const user = await server.newUser("bot");
    await admin.socket.call("admin.setRole", { userId: user.user.id, role: "bot" });
    const credentials = { username: user.user.username, password: "correct horse" };
    const { body } = await server.post("account.login", credentials);
    bot = { user: body, socket: await server.connect(body) };
    [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const { conversation } = await ann.socket.call("group.create", { memberIds: [idOf(bob), idOf(bot)] });
    conversationId = conversation.id;
  });
  afterAll(() => server.stop());

  async function begin(more: object = {}) {
    const id = Bun.randomUUIDv7();
    const content = { type: "stream", ...more };
    const { rev, seq } = await bot.socket.call("message.send", { conversationId, id, content });
    return { conversationId, id, rev: rev as number, seq: seq as number };
  }
  type Place = Awaited<ReturnType<typeof begin>>;
  const at = ({ id }: Place) => ({ conversationId, id });
  const append = (place: Place, position: number, text: string, more: object = {}) =>
    bot.socket.call("stream.append", { ...at(place), position, text, ...more });
  const read = (place: Place) => readByBoth(server, bob, "stream.get", at(place));
  const refused = (caller: Caller, operation: string, args: object) =>
    refusedByBoth(server, caller, operation, args);
  const eventsSince = async ({ rev }: Place) =>
    (await readByBoth(server, bob, "sync.range", { conversationId, afterRev: rev })).events;
  const messageOf = async (place: Place) =>
    (await readByBoth(server, bob, "message.list", { conversationId, afterSeq: place.seq - 1, limit: 1 }))
      .messages[0];
  const isAt = (place: Place, position: number) => (push: Record<string, unknown>) =>
    push.ev === "stream.appended" && push.id === place.id && push.position === position;

  test("[STRM-2] [STRM-3] parts come as signals, who is late reads them, and one event tells the whole", async () => {
    const place = await begin({ format: "markdown" });
    expect((await messageOf(place)).content).toEqual({ type: "stream", format: "markdown" });
    expect(await read(place)).toEqual({ text: "", isFinal: false });
    expect(await append(place, 0, "**Hel")).toEqual({ position: 5 });
    const told = await bob.socket.push(isAt(place, 0));
    expect(told).toEqual({ ev: "stream.appended", ...at(place), position: 0, text: "**Hel" });
    expect(await append(place, 5, "lo**")).toEqual({ position: 9 });
    expect(await read(place)).toEqual({ text: "**Hello**", isFinal: false });
    expect(await eventsSince(place)).toEqual([]);
    await append(place, 9, "!", { isFinal: true });
    const events = await eventsSince(place);
    const content = { type: "text", text: "**Hello**!", format: "markdown" };
    expect(events).toMatchObject([{ ev: "message.finished", id: place.id, actorId: idOf(bot), content }]);
    expect(await messageOf(place)).toMatchObject({ content, seq: place.seq });
    expect(await read(place)).toEqual({ text: "**Hello**!", isFinal: true });
    expect((await refused(bot, "stream.append", { ...at(place), position: 10, text: "x" })).code).toBe(
      "not_found",
    );
  });

  test("[STRM-2] what was written already changes nothing, elsewhere than at the end it is a conflict", async () => {
    const place = await begin();
    await append(place, 0, "abc");
    expect(await append(place, 0, "abc")).toEqual({ position: 3 });
    expect(await append(place, 1, "bc")).toEqual({ position: 3 });
    for (const [position, text] of [
      [0, "abd"],
      [2, "cd"],
      [4, "e"],
    ] as const) {
      const error = await refused(bot, "stream.append", { ...at(place), position, text });
      expect(error).toMatchObject({ code: "conflict", details: { position: 3 } });
    }
    const most = limits.textCharsMax - 3;
    const over = { ...at(place), position: 3, text: "x".repeat(most + 1) };
    expect((await refused(bot, "stream.append", over)).code).toBe("limit_reached");
    expect(await append(place, 3, "x".repeat(most), { isFinal: true })).toEqual({
      position: limits.textCharsMax,
    });
    expect((await messageOf(place)).content.text.length).toBe(limits.textCharsMax);
  });

  test("[STRM-1] only bots write so, each their own, and so many at a time", async () => {
    const content = { type: "stream" };
    const args = { conversationId, id: Bun.randomUUIDv7(), content };
    expect((await refused(ann, "message.send", args)).code).toBe("forbidden");
    const place = await begin();
    expect((await refused(ann, "stream.append", { ...at(place), position: 0, text: "x" })).code).toBe(
      "forbidden",
    );
    const open: Place[] = [place];
    while (open.length < limits.openStreamsMax) open.push(await begin());
    expect((await refused(bot, "message.send", { ...args, id: Bun.randomUUIDv7() })).code).toBe(
      "limit_reached",
    );
    for (const one of open) await append(one, 0, "done", { isFinal: true });
    await append(await begin(), 0, "more", { isFinal: true });
  });

  test("[STRM-2] [CONT-33] who may not write any more does not write on either, and what was written stays", async () => {
    const { conversation } = await bot.socket.call("conversation.openDirect", { userId: idOf(bob) });
    const direct = { conversationId: conversation.id, id: Bun.randomUUIDv7() };
    await bot.socket.call("message.send", { ...direct, content: { type: "stream" } });
    await bot.socket.call("stream.append", { ...direct, position: 0, text: "a" });
    const inGroup = await begin();
    await append(inGroup, 0, "a");
    await bob.socket.call("contact.block", { userId: idOf(bot), isBlocked: true });
    const mute = { conversationId, userId: idOf(bot) };
    await ann.socket.call("member.mute", { ...mute, until: Date.now() + 60_000 });
    const more = { position: 1, text: "b" };
    expect((await refused(bot, "stream.append", { ...direct, ...more })).code).toBe("not_accepted");
    const muted = await refused(bot, "stream.append", { ...at(inGroup), ...more });
    expect(muted).toMatchObject({ code: "forbidden", details: { rule: "muted" } });
    expect(await readByBoth(server, bob, "stream.get", direct)).toEqual({ text: "a", isFinal: false });
    await bob.socket.call("contact.block", { userId: idOf(bot), isBlocked: false });
    await ann.socket.call("member.mute", { ...mute, until: null });
    await bot.socket.call("stream.append", { ...direct, ...more, isFinal: true });
    await append(inGroup, 1, "b", { isFinal: true });
  });

  test("[STRM-4] a text to which nobody writes ends by itself, one with nothing in it is recalled", async () => {
    const [some, none] = [await begin(), await begin()];
    await append(some, 0, "half a");
    await server.runStatement(`update streams set changed_at = changed_at - ${limits.streamIdleMs + 1}`);
    const finished = await bob.socket.push(
      ({ ev, id }) => ev === "message.finished" && id === some.id,
      60_000,
    );
    expect(finished.content).toEqual({ type: "text", text: "half a" });
    await bob.socket.push(({ ev, id }) => ev === "message.recalled" && id === none.id, 40_000);
    expect(await messageOf(none)).toMatchObject({ content: null });
  }, 60_000);

  test("[STRM-5] [INV-12] recalling erases what was written, before it is whole and after", async () => {
    const marker = `m${crypto.randomUUID()}`;
    const [open, whole] = [await begin(), await begin()];
    await append(open, 0, marker);
    await append(whole, 0, marker, { isFinal: true });
    for (const place of [open, whole]) await bot.socket.call("message.recall", at(place));
    expect(
      (await refused(bot, "stream.append", { ...at(open), position: marker.length, text: "x" })).code,
    ).toBe("not_found");
    for (const place of [open, whole])
      expect((await refused(bob, "stream.get", at(place))).code).toBe("not_found");
    expect(JSON.stringify(await eventsSince(open))).not.toContain(marker);
    const rows = [
      ...(await server.rows(`select rev from log where body like '%${marker}%'`)),
      ...(await server.rows(`select rev from streams where body like '%${marker}%'`)),
    ];
    expect(rows).toEqual([]);
  });

  test("[STRM-2] [MSG-24] who hid it does not read it on", async () => {
    const place = await begin();
    await append(place, 0, "secret");
    await bob.socket.call("message.hide", { conversationId, ids: [place.id] });
    await append(place, 6, "!", { isFinal: true });
    expect((await refused(bob, "stream.get", at(place))).code).toBe("not_found");
    expect(JSON.stringify(await eventsSince({ ...place, rev: place.rev - 1 }))).not.toContain("secret");
    expect(await readByBoth(server, ann, "stream.get", at(place))).toEqual({
      text: "secret!",
      isFinal: true,
    });
  });
});
