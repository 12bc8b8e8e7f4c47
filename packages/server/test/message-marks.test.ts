import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("what one marks of messages for oneself", () => {
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
    const opened = await ann.socket.call("conversation.openDirect", { userId: bob.user.user.id });
    conversationId = opened.conversation.id;
  });
  afterAll(() => server.stop());

  async function say(from: Caller, text: string, to = conversationId) {
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text };
    const { seq, rev } = await from.socket.call("message.send", { conversationId: to, id, content });
    return { id, seq: seq as number, rev: rev as number };
  }
  const read = (caller: Caller, operation: string, args: object) =>
    readByBoth(server, caller, operation, args);

  test("[MSG-24] a hidden message is gone for who hid it, everywhere, and for nobody else", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    const place = { conversationId: conversation.id };
    const before = await say(bob, "before", conversation.id);
    const marker = `marker-${Bun.randomUUIDv7()}`;
    const hidden = await say(bob, marker, conversation.id);
    await ann.socket.call("message.save", { ...place, id: hidden.id });
    const { cursor } = await read(ann, "sync.heads", {});
    expect(await ann.socket.call("message.hide", { ...place, ids: [hidden.id, hidden.id] })).toEqual({});
    const told = await ann.socket.push((push) => push.ev === "message.hidden");
    expect(told).toMatchObject({ inConversationId: conversation.id, seqs: [hidden.seq] });
    expect(told.conversationId).not.toBe(conversation.id);
    const answers = {
      list: await read(ann, "message.list", place),
      context: await read(ann, "message.context", { ...place, id: hidden.id }),
      range: await read(ann, "sync.range", { ...place, afterRev: 0 }),
      inbox: await read(ann, "inbox.list", {}),
      heads: await read(ann, "sync.heads", { since: cursor }),
      saved: await read(ann, "message.listSaved", {}),
    };
    expect(JSON.stringify(answers)).not.toContain(marker);
    const shown = { id: hidden.id, seq: hidden.seq, content: null, isHidden: true };
    expect(answers.list.messages).toMatchObject([{ id: before.id, content: { text: "before" } }, shown]);
    expect(answers.context.messages).toEqual(answers.list.messages);
    expect(answers.range.events.at(-1)).toMatchObject({ ev: "message.sent", ...shown });
    expect(answers.heads.heads[0]).toMatchObject({ unread: 1, lastMessage: shown });
    expect(JSON.stringify(await read(bob, "message.list", place))).toContain(marker);
    expect(JSON.stringify(await read(bob, "sync.range", { ...place, afterRev: 0 }))).not.toContain(
      "isHidden",
    );
    expect(bob.socket.pushes.filter((push) => push.ev === "message.hidden")).toEqual([]);
    // Again nothing happens: the next event of the feed is another's.
    await ann.socket.call("message.hide", { ...place, ids: [hidden.id] });
    await ann.socket.call("message.hide", { ...place, ids: [before.id] });
    const feed = () => ann.socket.pushes.filter((push) => push.ev === "message.hidden");
    await ann.socket.until(() => feed().length > 1);
    expect(feed().map(({ seqs }) => seqs)).toEqual([[hidden.seq], [before.seq]]);
    const [head] = (await read(ann, "inbox.list", {})).heads;
    expect(head.unread).toBe(0);
  });

  test("[MSG-24] [CALL-7] what is not there or not one's own cannot be hidden, and then nothing is", async () => {
    const { id } = await say(bob, "stays");
    const foreign = await refusedByBoth(server, eve, "message.hide", { conversationId, ids: [id] });
    expect(foreign.code).toBe("not_found");
    const ids = [id, Bun.randomUUIDv7()];
    expect((await refusedByBoth(server, ann, "message.hide", { conversationId, ids })).code).toBe(
      "not_found",
    );
    const { messages } = await read(ann, "message.list", { conversationId, limit: 1 });
    expect(messages[0]).toMatchObject({ id, content: { text: "stays" } });
    const many = Array.from({ length: limits.messagesPerHideMax + 1 }, () => id);
    const tooMany = await refusedByBoth(server, ann, "message.hide", { conversationId, ids: many });
    expect(tooMany.code).toBe("invalid_arguments");
  });

  test("[MSG-25] one more than may be hidden is refused and stays", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [] });
    const place = { conversationId: conversation.id };
    const [first, second] = [await say(ann, "one", conversation.id), await say(ann, "two", conversation.id)];
    await server.runStatement(
      `update members set hidden_count = ${limits.hiddenMessagesMax - 1} where conversation_id = ${conversation.id}`,
    );
    await ann.socket.call("message.hide", { ...place, ids: [first.id] });
    const refused = await refusedByBoth(server, ann, "message.hide", { ...place, ids: [second.id] });
    expect(refused).toMatchObject({
      code: "limit_reached",
      details: { hiddenMessagesMax: limits.hiddenMessagesMax },
    });
    const { messages } = await read(ann, "message.list", place);
    expect(messages.map((message: { content: unknown }) => message.content === null)).toEqual([true, false]);
  });

  test("[MSG-26] [MSG-27] saved messages are listed once, saved last first, until they are taken out", async () => {
    const caller = await newCaller(server, "saver");
    const { conversation } = await caller.socket.call("group.create", { memberIds: [bob.user.user.id] });
    const place = { conversationId: conversation.id };
    const sent = [];
    for (const text of ["one", "two", "three"]) sent.push(await say(bob, text, conversation.id));
    const [one, two, three] = sent;
    const { savedAt } = await caller.socket.call("message.save", { ...place, id: one?.id });
    for (const message of [two, three])
      await caller.socket.call("message.save", { ...place, id: message?.id });
    expect(await caller.socket.call("message.save", { ...place, id: one?.id })).toEqual({ savedAt });
    const list = await read(caller, "message.listSaved", {});
    const seqs = (page: { saved: { message: { seq: number } }[] }) =>
      page.saved.map(({ message }) => message.seq);
    expect(seqs(list)).toEqual([3, 2, 1]);
    expect(list).toMatchObject({ next: null, saved: [{ ...place }, { ...place }, { ...place, savedAt }] });
    const first = await read(caller, "message.listSaved", { limit: 2 });
    expect(seqs(first)).toEqual([3, 2]);
    expect(seqs(await read(caller, "message.listSaved", { limit: 2, before: first.next }))).toEqual([1]);
    expect((await read(bob, "message.listSaved", {})).saved).toEqual([]);
    for (const _ of [1, 2]) await caller.socket.call("message.unsave", { ...place, id: two?.id });
    expect(await caller.socket.call("message.unsave", { ...place, id: Bun.randomUUIDv7() })).toEqual({});
    expect(seqs(await read(caller, "message.listSaved", {}))).toEqual([3, 1]);
    await caller.socket.push((push) => push.ev === "message.unsaved" && push.id === two?.id);
    const told = caller.socket.pushes.filter(({ ev }) => ev === "message.saved" || ev === "message.unsaved");
    expect(told.map(({ ev, id }) => [ev, id])).toEqual([
      ["message.saved", one?.id],
      ["message.saved", two?.id],
      ["message.saved", three?.id],
      ["message.unsaved", two?.id],
    ]);
    caller.socket.close();
  });

  test("[MSG-27] [INV-12] a recalled message is in no list of saved ones, and cannot be saved", async () => {
    const marker = `marker-${Bun.randomUUIDv7()}`;
    const { id } = await say(bob, marker);
    await ann.socket.call("message.save", { conversationId, id });
    expect(JSON.stringify(await read(ann, "message.listSaved", {}))).toContain(marker);
    await bob.socket.call("message.recall", { conversationId, id });
    expect(JSON.stringify(await read(ann, "message.listSaved", {}))).not.toContain(id);
    expect((await refusedByBoth(server, ann, "message.save", { conversationId, id })).code).toBe("not_found");
  });

  test("[MSG-26] [CALL-7] somebody else's message is not there to be saved", async () => {
    const { id } = await say(ann, "private");
    expect((await refusedByBoth(server, eve, "message.save", { conversationId, id })).code).toBe("not_found");
  });

  test("[MSG-28] one more than may be saved is refused", async () => {
    const { id } = await say(ann, "one more");
    const userId = bob.user.user.id;
    const values = Array.from(
      { length: limits.savedMessagesMax },
      (_, index) => `(${userId}, 0, ${index}, 1)`,
    );
    await server.runStatement(
      `insert into saved_messages (user_id, conversation_id, rev, saved_at) values ${values.join(", ")}`,
    );
    const refused = await refusedByBoth(server, bob, "message.save", { conversationId, id });
    expect(refused).toMatchObject({
      code: "limit_reached",
      details: { savedMessagesMax: limits.savedMessagesMax },
    });
    await server.runStatement(
      `delete from saved_messages where user_id = ${userId} and conversation_id = 0 and rev = 0`,
    );
    expect((await server.post("message.save", { conversationId, id }, bob.user.accessToken)).status).toBe(
      200,
    );
  });

  test("[MSG-7] a context is the messages around one, by its number or its id", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [] });
    const place = { conversationId: conversation.id };
    const sent = [];
    for (let index = 1; index <= 9; index += 1) sent.push(await say(ann, String(index), conversation.id));
    const seqs = async (args: object) => {
      const { seq, messages } = await read(ann, "message.context", { ...place, ...args });
      return [seq, messages.map((message: { seq: number }) => message.seq)];
    };
    expect(await seqs({ seq: 5, limit: 4 })).toEqual([5, [4, 5, 6, 7]]);
    expect(await seqs({ id: sent[4]?.id, limit: 5 })).toEqual([5, [3, 4, 5, 6, 7]]);
    expect(await seqs({ seq: 1, limit: 4 })).toEqual([1, [1, 2, 3, 4]]);
    expect(await seqs({ seq: 9, limit: 4 })).toEqual([9, [8, 9]]);
    expect(await seqs({ seq: 7, limit: 1 })).toEqual([7, [7]]);
    for (const args of [{ seq: 10 }, { seq: 0 }, { id: Bun.randomUUIDv7() }]) {
      expect((await refusedByBoth(server, ann, "message.context", { ...place, ...args })).code).toBe(
        "not_found",
      );
      expect((await refusedByBoth(server, eve, "message.context", { ...place, ...args })).code).toBe(
        "not_found",
      );
    }
    const nothing = await refusedByBoth(server, ann, "message.context", place);
    expect(nothing).toMatchObject({ code: "invalid_arguments", details: { path: "/seq" } });
  });

  test("[MSG-7] [INV-24] a context of large messages ends after 256 KB, with the one asked for in it", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [] });
    const large = "長".repeat(limits.textCharsMax);
    for (let index = 0; index < 24; index += 1) await say(ann, large, conversation.id);
    const { messages } = await read(ann, "message.context", { conversationId: conversation.id, seq: 12 });
    const seqs = messages.map((message: { seq: number }) => message.seq);
    expect(seqs).toContain(12);
    expect(seqs.length).toBeLessThan(24);
    expect(Buffer.byteLength(JSON.stringify(messages))).toBeLessThanOrEqual(limits.pageBytesMax + 100);
  });
});
