import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const text = (value: string) => ({ type: "text", text: value });

describe("messages", () => {
  let server: TestServer;
  let ann: SignedIn;
  let bob: SignedIn;
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    ann = await server.newUser("ann");
    bob = await server.newUser("bob");
    const { body } = await server.post("conversation.openDirect", { userId: bob.user.id }, ann.accessToken);
    conversationId = body.conversation.id;
  });
  afterAll(() => server.stop());

  test("[CON-8] [SYNC-2] a message reaches every device of both, the sender's own included", async () => {
    const [annPhone, annDesk, bobPhone] = await Promise.all([ann, ann, bob].map(server.connect));
    const id = Bun.randomUUIDv7();
    const reply = await annPhone?.call("message.send", { conversationId, id, content: text("你好 👋") });
    expect(reply).toMatchObject({ rev: expect.any(Number), seq: expect.any(Number) });
    for (const client of [annPhone, annDesk, bobPhone]) {
      expect(await client?.push((push) => push.id === id)).toEqual({
        ev: "message.sent",
        conversationId,
        ...reply,
        id,
        senderId: ann.user.id,
        content: text("你好 👋"),
      });
    }
    for (const client of [annPhone, annDesk, bobPhone]) client?.close();
  });

  test("[MSG-2] [INV-02] the same id again, over the other transport, answers the same and tells nobody", async () => {
    const client = await server.connect(bob);
    const args = { conversationId, id: Bun.randomUUIDv7(), content: text("once") };
    const first = await server.post("message.send", args, ann.accessToken);
    const again = await server.post("message.send", args, ann.accessToken);
    expect(again).toEqual(first);
    const annSocket = await server.connect(ann);
    expect(await annSocket.call("message.send", args)).toEqual(first.body);
    const after = { conversationId, id: Bun.randomUUIDv7(), content: text("after") };
    await annSocket.call("message.send", after);
    await client.push((push) => push.id === after.id);
    expect(client.pushes.filter((push) => push.id === args.id)).toHaveLength(1);
    annSocket.close();
    client.close();
  });

  test("[MSG-3] [INV-03] the same id with other content or from the other person is a conflict", async () => {
    const id = Bun.randomUUIDv7();
    await server.post("message.send", { conversationId, id, content: text("one") }, ann.accessToken);
    const other = { conversationId, id, content: text("two") };
    for (const token of [ann.accessToken, bob.accessToken]) {
      const { status, body } = await server.post("message.send", other, token);
      expect({ status, code: body.error.code }).toEqual({ status: 409, code: "conflict" });
    }
  });

  test("[MSG-4] [INV-06] a recall asked for right behind its message finds it, however many are under way", async () => {
    const client = await server.connect(ann);
    const groups = Array.from({ length: 25 }, () => client.call("group.create", { memberIds: [] }));
    const groupIds: number[] = (await Promise.all(groups)).map(({ conversation }) => conversation.id);
    const replies = groupIds.map(async (groupId) => {
      const id = Bun.randomUUIDv7();
      const [sent, recalled] = await Promise.all([
        client.exchange("message.send", { conversationId: groupId, id, content: text("in haste") }),
        client.exchange("message.recall", { conversationId: groupId, id }),
      ]);
      return recalled.ok?.rev > sent.ok?.rev;
    });
    expect(await Promise.all(replies)).toEqual(replies.map(() => true));
    client.close();
  });

  test("[MSG-4] [INV-06] many messages sent without waiting keep their order and get dense numbers", async () => {
    const [sender, receiver] = [await server.connect(ann), await server.connect(bob)];
    const ids = Array.from({ length: 50 }, () => Bun.randomUUIDv7());
    const replies = await Promise.all(
      ids.map((id, index) => sender.call("message.send", { conversationId, id, content: text(`${index}`) })),
    );
    const seqs = replies.map((reply) => reply.seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0] + index));
    await receiver.push((push) => push.id === ids.at(-1));
    const seen = receiver.pushes.filter((push) => ids.includes(push.id)).map((push) => push.id);
    expect(seen).toEqual(ids);
    sender.close();
    receiver.close();
  });

  test("[MSG-5] unknown fields of a content are not stored, blank text is refused", async () => {
    const args = { conversationId, id: Bun.randomUUIDv7(), content: { ...text("plain"), html: "<b>" } };
    expect((await server.post("message.send", args, ann.accessToken)).status).toBe(200);
    const { body } = await server.post("message.list", { conversationId, limit: 1 }, bob.accessToken);
    expect(body.messages[0].content).toEqual(text("plain"));
    const blank = { conversationId, id: Bun.randomUUIDv7(), content: text(" \n ") };
    expect(await server.post("message.send", blank, ann.accessToken)).toMatchObject({
      status: 400,
      body: { error: { code: "invalid_arguments" } },
    });
  });

  test("[MSG-20] [MSG-21] [MSG-22] [INV-12] a recalled message is erased everywhere, once, and keeps its number", async () => {
    const client = await server.connect(bob);
    const id = Bun.randomUUIDv7();
    const marker = `marker-${id}`;
    const sent = await server.post(
      "message.send",
      { conversationId, id, content: text(marker) },
      ann.accessToken,
    );
    const byOther = await server.post("message.recall", { conversationId, id }, bob.accessToken);
    expect(byOther.body.error.code).toBe("forbidden");
    const recall = await server.post("message.recall", { conversationId, id }, ann.accessToken);
    expect(await server.post("message.recall", { conversationId, id }, ann.accessToken)).toEqual(recall);
    expect(await client.push((push) => push.ev === "message.recalled" && push.id === id)).toMatchObject({
      rev: recall.body.rev,
      seq: sent.body.seq,
      actorId: ann.user.id,
    });
    const answers = [
      await server.post("message.list", { conversationId }, bob.accessToken),
      await server.post("inbox.list", {}, bob.accessToken),
      await server.post("sync.heads", {}, bob.accessToken),
      await server.post("sync.range", { conversationId, afterRev: sent.body.rev - 1 }, bob.accessToken),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(marker);
    }
    const [list] = answers;
    expect(list?.body.messages.at(-1)).toMatchObject({ id, seq: sent.body.seq, content: null });
    client.close();
  });

  test("[MSG-23] [CALL-7] [CONV-4] what is not there, or not mine, is not found, on every operation", async () => {
    const stranger = await server.newUser("eve");
    const id = Bun.randomUUIDv7();
    await server.post("message.send", { conversationId, id, content: text("private") }, ann.accessToken);
    const calls: [string, object][] = [
      ["message.send", { conversationId, id: Bun.randomUUIDv7(), content: text("hi") }],
      ["message.list", { conversationId }],
      ["message.recall", { conversationId, id }],
      ["inbox.markRead", { conversationId, seq: 1 }],
      ["sync.range", { conversationId, afterRev: 0 }],
      ["signal.typing", { conversationId }],
      ["member.list", { conversationId }],
    ];
    const socket = await server.connect(stranger);
    for (const [op, args] of calls) {
      const foreign = await server.post(op, args, stranger.accessToken);
      const missing = await server.post(op, { ...args, conversationId: 999_999_999 }, stranger.accessToken);
      expect(foreign).toEqual(missing);
      expect(foreign).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
      expect(await socket.errorOf(op, args)).toEqual(foreign.body.error);
    }
    const unknown = { conversationId, id: Bun.randomUUIDv7() };
    expect((await server.post("message.recall", unknown, ann.accessToken)).status).toBe(404);
    socket.close();
  });

  test("[SYNC-3] [SYNC-9] what a range answers is what was pushed", async () => {
    const client = await server.connect(bob);
    const { body } = await server.post(
      "sync.range",
      { conversationId, afterRev: 0, limit: 500 },
      bob.accessToken,
    );
    const start = body.lastRev;
    for (let index = 0; index < 3; index += 1) {
      const args = { conversationId, id: Bun.randomUUIDv7(), content: text(`range ${index}`) };
      await server.post("message.send", args, ann.accessToken);
    }
    await client.until(() => client.pushes.filter((push) => push.rev > start).length === 3);
    const range = await server.post("sync.range", { conversationId, afterRev: start }, bob.accessToken);
    expect(range.body.events).toEqual(client.pushes.filter((push) => push.rev > start));
    client.close();
  });

  test("[MSG-1] [INV-01] messages, ids and positions outlive a restart", async () => {
    const args = { conversationId, id: Bun.randomUUIDv7(), content: text("kept") };
    const sent = await server.post("message.send", args, ann.accessToken);
    await server.restart();
    expect(await server.post("message.send", args, ann.accessToken)).toEqual(sent);
    const { body } = await server.post("message.list", { conversationId, limit: 1 }, bob.accessToken);
    expect(body.messages[0]).toMatchObject({ id: args.id, seq: sent.body.seq });
  });
});
