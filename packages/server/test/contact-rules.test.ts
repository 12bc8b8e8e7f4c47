import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, refusedByBoth } from "./support/both-transports.ts";
import { setContactSettings } from "./support/contact-settings.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const idOf = (caller: Caller) => caller.user.user.id;
const neutral = { code: "not_accepted", message: expect.any(String) } as const;
const refusedBy = (rule: string) => ({ ...neutral, details: { rule } });

describe("who may write to whom", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ strangerMessages: "one" });
  });
  afterAll(() => server.stop());

  const argsOf = (conversationId: number, text = "hi", id = Bun.randomUUIDv7() as string) => ({
    conversationId,
    id,
    content: { type: "text", text },
  });
  const send = (from: Caller, conversationId: number) =>
    from.socket.call("message.send", argsOf(conversationId));
  /** What becomes of one more message. */
  const refusal = (from: Caller, conversationId: number) =>
    refusedByBoth(server, from, "message.send", argsOf(conversationId));

  async function newStrangers(): Promise<[Caller, Caller, number]> {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const { conversation } = await ann.socket.call("conversation.openDirect", { userId: idOf(bob) });
    return [ann, bob, conversation.id];
  }

  async function becomeContacts(ann: Caller, bob: Caller): Promise<void> {
    const { request } = await ann.socket.call("contact.request", { userId: idOf(bob) });
    await bob.socket.call("contact.answer", { requestId: request.id, answer: "accept" });
  }

  const textsOf = async (caller: Caller, conversationId: number) => {
    const { messages } = await caller.socket.call("message.list", { conversationId, limit: 200 });
    return messages.map((message: { content: { text: string } | null }) => message.content?.text ?? null);
  };

  test("[CONT-31] [CONT-33] a stranger writes one message until there is an answer; each answer lets one through", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    const first = argsOf(conversationId, "first");
    const sent = await ann.socket.call("message.send", first);
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("one"));
    expect(await ann.socket.call("message.send", first)).toEqual(sent);
    await ann.socket.call("message.recall", { conversationId, id: first.id });
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("one"));
    await send(bob, conversationId);
    await send(ann, conversationId);
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("one"));
    await send(bob, conversationId);
    expect(await refusal(bob, conversationId)).toEqual(refusedBy("one"));
    expect(await textsOf(bob, conversationId)).toEqual([null, "hi", "hi", "hi"]);
  });

  test("[CONT-36] of 20 messages sent at once against one, exactly one is taken", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    const other = await server.connect(ann.user);
    const replies = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const args = argsOf(conversationId, `text ${index}`);
        if (index % 3 === 0) return (await server.post("message.send", args, ann.user.accessToken)).body;
        return (index % 3 === 1 ? ann.socket : other).exchange("message.send", args);
      }),
    );
    const refused = replies.filter((reply) => "error" in reply);
    expect(refused).toHaveLength(19);
    for (const reply of refused) expect(reply.error).toEqual(refusedBy("one"));
    expect(await textsOf(bob, conversationId)).toHaveLength(1);
  });

  test("[CONT-36] [MSG-2] the same message sent 20 times at once is taken once and answered alike", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    const args = argsOf(conversationId);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => ann.socket.call("message.send", args)),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(await textsOf(bob, conversationId)).toEqual(["hi"]);
  });

  test("[CONT-32] contacts write freely, from the moment they are until they are no more", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    await send(ann, conversationId);
    await becomeContacts(ann, bob);
    await Promise.all(Array.from({ length: 5 }, () => send(ann, conversationId)));
    await bob.socket.call("contact.remove", { userId: idOf(ann) });
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("one"));
    await send(bob, conversationId);
    expect(await refusal(bob, conversationId)).toEqual(refusedBy("one"));
    await send(ann, conversationId);
  });

  test("[CONT-30] each person sets what strangers, guests and followers may write", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    const rule = (messages: string, needsFollow = false) => ({ messages, needsFollow }) as never;
    await setContactSettings(server, idOf(bob), { strangers: rule("none") });
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("none"));
    await setContactSettings(server, idOf(bob), { strangers: rule("unlimited", true) });
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("follow"));
    await ann.socket.call("user.follow", { userId: idOf(bob) });
    for (let count = 0; count < 3; count += 1) await send(ann, conversationId);
    await ann.socket.call("user.unfollow", { userId: idOf(bob) });
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("follow"));
    await setContactSettings(server, idOf(bob), { strangers: rule("none"), guests: rule("unlimited") });
    expect(await refusal(ann, conversationId)).toEqual(refusedBy("none"));
    await server.runStatement(`update users set role = 'guest' where id = ${idOf(ann)}`);
    const { body: asGuest } = await server.post("account.refresh", { refreshToken: ann.user.refreshToken });
    const socket = await server.connect(asGuest);
    for (let count = 0; count < 3; count += 1) await socket.call("message.send", argsOf(conversationId));
    await setContactSettings(server, idOf(bob), { strangers: rule("unlimited"), guests: rule("none") });
    expect(await socket.errorOf("message.send", argsOf(conversationId))).toEqual(refusedBy("none"));
  });

  test("[CONT-34] a block refuses messages in one direction, of contacts too, and leaves what was", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    await becomeContacts(ann, bob);
    await send(ann, conversationId);
    const before = await textsOf(ann, conversationId);
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    expect(await refusal(ann, conversationId)).toEqual(neutral);
    await send(bob, conversationId);
    expect(await textsOf(ann, conversationId)).toEqual([...before, "hi"]);
    const opened = await ann.socket.call("conversation.openDirect", { userId: idOf(bob) });
    expect(opened.conversation.id).toBe(conversationId);
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: false });
    await send(ann, conversationId);

    const [cleo, dan] = [await newCaller(server, "cleo"), await newCaller(server, "dan")];
    await dan.socket.call("contact.block", { userId: idOf(cleo), isBlocked: true });
    const { conversation } = await cleo.socket.call("conversation.openDirect", { userId: idOf(dan) });
    expect(await refusal(cleo, conversation.id)).toEqual(neutral);
  });

  test("[CONT-34] [INV-15] nothing sent after a block was answered gets through, whatever was under way", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    await becomeContacts(ann, bob);
    const stream = Array.from({ length: 60 }, () =>
      ann.socket.exchange("message.send", argsOf(conversationId)),
    );
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    const taken = await textsOf(bob, conversationId);
    await Promise.all(stream);
    expect(await textsOf(bob, conversationId)).toEqual(taken);
    expect(await refusal(ann, conversationId)).toEqual(neutral);
  });

  test("[CONT-35] who is blocked is not told that the blocker types, reads or is online", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    await becomeContacts(ann, bob);
    await send(ann, conversationId);
    expect(await ann.socket.call("presence.watch", { userIds: [idOf(bob)] })).toEqual({
      online: [idOf(bob)],
    });
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    await ann.socket.push((push) => push.ev === "user.presence" && push.userId === idOf(bob) && !push.online);
    expect(await ann.socket.call("presence.watch", { userIds: [idOf(bob)] })).toEqual({ online: [] });
    const own = await server.connect(bob.user);
    await bob.socket.call("signal.typing", { conversationId });
    await bob.socket.call("inbox.markRead", { conversationId, seq: 2 });
    await own.push((push) => push.ev === "member.read" && push.readSeq === 2);
    const { members } = await ann.socket.call("member.list", { conversationId });
    expect(members.find((member: { userId: number }) => member.userId === idOf(bob)).readSeq).toBe(0);
    // Signals of one conversation keep their order: what comes before this message would have been told before it.
    await send(bob, conversationId);
    await ann.socket.push((push) => push.ev === "message.sent" && push.senderId === idOf(bob));
    const told = ann.socket.pushes.filter((push) => ["member.typing", "member.read"].includes(push.ev));
    expect(told).toEqual([]);
  });

  test("[CONT-35] a blocker is not told that the blocked person types or records, and is again without the block", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    await becomeContacts(ann, bob);
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: true });
    expect(await ann.socket.call("signal.typing", { conversationId })).toEqual({});
    expect(await ann.socket.call("signal.recording", { conversationId, kind: "voice" })).toEqual({});
    await bob.socket.call("contact.block", { userId: idOf(ann), isBlocked: false });
    // Signals of one conversation keep their order.
    await ann.socket.call("signal.typing", { conversationId });
    await bob.socket.push((push) => push.ev === "member.typing");
    const told = bob.socket.pushes.filter((push) => ["member.typing", "member.recording"].includes(push.ev));
    expect(told).toMatchObject([{ ev: "member.typing", userId: idOf(ann) }]);
  });

  test("[MSG-4] [INV-06] strangers' messages keep their order, and a recall behind a message comes after it", async () => {
    const [ann, bob, conversationId] = await newStrangers();
    await setContactSettings(server, idOf(bob), { strangers: { messages: "unlimited", needsFollow: false } });
    const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`);
    const last = argsOf(conversationId, "last");
    const replies = texts.map((text) => ann.socket.exchange("message.send", argsOf(conversationId, text)));
    replies.push(ann.socket.exchange("message.send", last));
    replies.push(ann.socket.exchange("message.recall", { conversationId, id: last.id }));
    for (const reply of await Promise.all(replies)) expect(reply).toHaveProperty("ok");
    expect(await textsOf(bob, conversationId)).toEqual([...texts, null]);
  });
});
