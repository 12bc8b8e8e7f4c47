import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("what a message has besides its content", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob, eve] = [
      await newCaller(server, "ann"),
      await newCaller(server, "bob"),
      await newCaller(server, "eve"),
    ];
    const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    conversationId = conversation.id;
  });
  afterAll(() => server.stop());

  const idOf = (caller: Caller) => caller.user.user.id;
  const messageOf = (text: string, extras: object = {}) => ({
    conversationId,
    id: Bun.randomUUIDv7(),
    content: { type: "text", text },
    ...extras,
  });
  async function say(from: Caller, text: string, extras: object = {}) {
    const args = messageOf(text, extras);
    const { seq, rev } = await from.socket.call("message.send", args);
    return { id: args.id, seq: seq as number, rev: rev as number };
  }
  const list = (caller: Caller, args: object = {}) =>
    readByBoth(server, caller, "message.list", { conversationId, ...args });

  test("[MSG-30] [MSG-31] an answer says to which message, and the quote is what that one says now", async () => {
    const marker = `marker-${Bun.randomUUIDv7()}`;
    const asked = await say(bob, marker);
    const answer = await say(ann, "so be it", { replyTo: asked.id });
    const replyTo = { id: asked.id, seq: asked.seq, rev: asked.rev };
    const pushed = await bob.socket.push((push) => push.id === answer.id);
    expect(pushed.replyTo).toEqual(replyTo);
    const range = await readByBoth(server, bob, "sync.range", { conversationId, afterRev: answer.rev - 1 });
    expect(range.events).toEqual([pushed]);
    const both = await list(bob, { limit: 2 });
    expect(both.messages[1]).toMatchObject({ id: answer.id, replyTo });
    expect(both.quoted).toBeUndefined();
    const alone = await list(bob, { limit: 1 });
    expect(alone.quoted).toEqual([both.messages[0]]);
    expect(alone.quoted[0].content.text).toBe(marker);
    const [head] = (await readByBoth(server, bob, "inbox.list", {})).heads;
    expect(head.lastMessage).toEqual(both.messages[1]);
    // Live state: what is recalled is nowhere to be read (INV-12).
    await bob.socket.call("message.recall", { conversationId, id: asked.id });
    const after = await list(ann, { limit: 1 });
    expect(after.quoted).toMatchObject([{ id: asked.id, content: null }]);
    const context = await readByBoth(server, ann, "message.context", {
      ...{ conversationId, seq: answer.seq, limit: 1 },
    });
    expect(context.quoted).toEqual(after.quoted);
    expect(JSON.stringify([after, context])).not.toContain(marker);
  });

  test("[MSG-31] [MSG-24] who hid a message does not read it in the quotes either", async () => {
    const marker = `marker-${Bun.randomUUIDv7()}`;
    const asked = await say(bob, marker);
    await say(ann, "yes", { replyTo: asked.id });
    await ann.socket.call("message.hide", { conversationId, ids: [asked.id] });
    expect((await list(ann, { limit: 1 })).quoted).toMatchObject([{ id: asked.id, isHidden: true }]);
    expect((await list(bob, { limit: 1 })).quoted[0].content.text).toBe(marker);
  });

  test("[MSG-30] [SEC-34] what is not there, elsewhere or recalled cannot be answered", async () => {
    const recalled = await say(ann, "gone");
    await ann.socket.call("message.recall", { conversationId, id: recalled.id });
    const { conversation } = await ann.socket.call("group.create", { memberIds: [] });
    const elsewhere = Bun.randomUUIDv7();
    const content = { type: "text", text: "elsewhere" };
    await ann.socket.call("message.send", { conversationId: conversation.id, id: elsewhere, content });
    for (const replyTo of [recalled.id, elsewhere, Bun.randomUUIDv7()]) {
      const refused = await refusedByBoth(server, ann, "message.send", messageOf("to what", { replyTo }));
      expect(refused.code).toBe("not_found");
    }
    const known = await say(ann, "known");
    const foreign = messageOf("from outside", { replyTo: known.id });
    expect((await refusedByBoth(server, eve, "message.send", foreign)).code).toBe("not_found");
    const forged = { id: known.id, seq: known.seq, content };
    const wrong = await refusedByBoth(server, ann, "message.send", messageOf("forged", { replyTo: forged }));
    expect(wrong.code).toBe("invalid_arguments");
  });

  test("[MSG-32] members are mentioned, each once; others are not", async () => {
    const { id } = await say(ann, "you two", { mentions: [idOf(bob), idOf(ann), idOf(bob)], isSilent: true });
    const pushed = await bob.socket.push((push) => push.id === id);
    expect(pushed).toMatchObject({ mentions: [idOf(bob), idOf(ann)], isSilent: true });
    expect(pushed.replyTo).toBeUndefined();
    for (const mentions of [[idOf(eve)], [999_999_999], []]) {
      const refused = await refusedByBoth(server, ann, "message.send", messageOf("you", { mentions }));
      expect(refused).toMatchObject({ code: "invalid_arguments", details: { path: "/mentions" } });
    }
    const most = Array.from({ length: limits.mentionsMax }, () => idOf(bob));
    await say(ann, "most", { mentions: most });
    const tooMany = messageOf("too many", { mentions: [...most, idOf(bob)] });
    expect((await refusedByBoth(server, ann, "message.send", tooMany)).code).toBe("invalid_arguments");
  });

  test("[MSG-32] everybody is mentioned by those whom the group lets", async () => {
    const { id } = await say(ann, "all of you", { mentionsAll: true });
    expect(await bob.socket.push((push) => push.id === id)).toMatchObject({ mentionsAll: true });
    const refused = await refusedByBoth(server, bob, "message.send", messageOf("all", { mentionsAll: true }));
    expect(refused).toMatchObject({ code: "forbidden", details: { path: "/mentionsAll" } });
    await say(bob, "nobody", { mentionsAll: false });
    await ann.socket.call("group.update", { conversationId, settings: { mentionAll: "everyone" } });
    await say(bob, "all of you", { mentionsAll: true });
  });

  test("[MSG-33] [MSG-2] [MSG-3] the same id again answers the first, with other extras it is a conflict", async () => {
    const { id: replyTo } = await say(bob, "first");
    const args = messageOf("again", { replyTo, mentions: [idOf(bob)] });
    const first = await ann.socket.call("message.send", args);
    expect(await ann.socket.call("message.send", args)).toEqual(first);
    await bob.socket.call("message.recall", { conversationId, id: replyTo });
    expect(await ann.socket.call("message.send", args)).toEqual(first);
    const other = { ...args, mentions: undefined };
    expect((await refusedByBoth(server, ann, "message.send", other)).code).toBe("conflict");
    const silent = { ...args, isSilent: true };
    expect((await refusedByBoth(server, ann, "message.send", silent)).code).toBe("conflict");
  });

  test("[MSG-34] what clients of one kind tell each other is told as it is, and an edit erases it", async () => {
    const { id, rev } = await say(ann, "first", { clientNote: '{"a":1}' });
    expect(await bob.socket.push((push) => push.id === id)).toMatchObject({ clientNote: '{"a":1}' });
    for (const clientNote of ["", "x".repeat(limits.clientNoteCharsMax + 1), 1]) {
      const refused = await refusedByBoth(server, ann, "message.send", messageOf("x", { clientNote }));
      expect(refused.code).toBe("invalid_arguments");
    }
    const content = { type: "text", text: "second" };
    await ann.socket.call("message.edit", { conversationId, id, content });
    const { events } = await readByBoth(server, bob, "sync.range", { conversationId, afterRev: rev - 1 });
    const { messages } = await list(bob, { limit: 1 });
    for (const told of [events[0], messages[0]]) {
      expect(told).toMatchObject({ id, content });
      expect(told.clientNote).toBeUndefined();
    }
  });

  test("[MSG-33] [MSG-4] messages with and without extras keep the order in which they were sent", async () => {
    const { id: replyTo } = await say(bob, "to this");
    const sent = Array.from({ length: 40 }, (_, index) =>
      messageOf(`${index}`, index % 3 === 0 ? { replyTo } : index % 3 === 1 ? { isSilent: true } : {}),
    );
    const replies = await Promise.all(sent.map((args) => ann.socket.call("message.send", args)));
    const seqs = replies.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0] + index));
  });

  test("[MSG-33] [MSG-21] [INV-12] a recall erases the extras as well", async () => {
    const { id: replyTo } = await say(bob, "quoted");
    const { id, rev } = await say(ann, "gone", { replyTo, mentions: [idOf(bob)], isSilent: true });
    await ann.socket.call("message.recall", { conversationId, id });
    const { messages } = await list(bob, { limit: 1 });
    const { events } = await readByBoth(server, bob, "sync.range", { conversationId, afterRev: rev - 1 });
    for (const told of [messages[0], events[0]]) {
      expect(told).toMatchObject({ id, content: null });
      for (const field of ["replyTo", "mentions", "isSilent"]) expect(told[field]).toBeUndefined();
    }
  });

  test("[MSG-33] [CONT-32] rules of contact are asked for messages with extras as for others", async () => {
    await bob.socket.call("settings.set", {
      section: "contact",
      value: {
        ...{
          guests: { messages: "none", needsFollow: false },
          strangers: { messages: "none", needsFollow: false },
        },
        addBy: "approval",
      },
    });
    const { conversation } = await eve.socket.call("conversation.openDirect", { userId: idOf(bob) });
    const args = { ...messageOf("psst", { isSilent: true }), conversationId: conversation.id };
    expect((await refusedByBoth(server, eve, "message.send", args)).code).toBe("not_accepted");
  });
});
