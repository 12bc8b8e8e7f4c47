import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const idOf = (caller: Caller) => caller.user.user.id;
const isAutomatic = (push: { ev: string; content?: { isAutomatic?: boolean } }) =>
  push.ev === "message.sent" && push.content?.isAutomatic === true;

describe("automatic answers", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const keep = async (owner: Caller, question: string, answer: string, more: object = {}) =>
    (await owner.socket.call("autoAnswer.create", { question, answer, ...more })).autoAnswer;
  const listed = async (owner: Caller) =>
    (await readByBoth(server, owner, "autoAnswer.list", {})).autoAnswers;

  async function ask(from: Caller, to: Caller, text: string): Promise<number> {
    const { conversation } = await from.socket.call("conversation.openDirect", { userId: idOf(to) });
    await say(from, conversation.id, text);
    return conversation.id;
  }
  const say = (from: Caller, conversationId: number, text: string) =>
    from.socket.call("message.send", {
      conversationId,
      id: Bun.randomUUIDv7(),
      content: { type: "text", text, isAutomatic: true },
    });

  test("[AUTO-1] [FEED-3] one makes, changes, lists and deletes one's own; the feed tells the same", async () => {
    const [ann, eve] = [await newCaller(server, "ann"), await newCaller(server, "eve")];
    const first = await keep(ann, " price ", " 5 ");
    const second = await keep(ann, "address", "here", { isEnabled: false });
    expect(first).toMatchObject({ question: "price", answer: "5", isEnabled: true });
    expect(await listed(ann)).toEqual([first, second]);
    const change = { autoAnswerId: second.id, isEnabled: true };
    expect((await refusedByBoth(server, eve, "autoAnswer.update", change)).code).toBe("not_found");
    const { autoAnswer: changed } = await ann.socket.call("autoAnswer.update", change);
    expect(changed).toEqual({ ...second, isEnabled: true });
    await eve.socket.call("autoAnswer.delete", { autoAnswerId: first.id });
    expect(await listed(ann)).toEqual([first, changed]);
    await ann.socket.call("autoAnswer.delete", { autoAnswerId: first.id });
    await ann.socket.call("autoAnswer.delete", { autoAnswerId: first.id });
    const told = (push: { ev: string }) => push.ev === "autoAnswer.changed";
    await ann.socket.push((push) => told(push) && push.autoAnswer === null);
    const state = new Map(
      ann.socket.pushes.filter(told).map((push) => [push.autoAnswerId, push.autoAnswer] as const),
    );
    expect([...state.values()].filter((answer) => answer !== null)).toEqual(await listed(ann));
  });

  test("[AUTO-2] only so many are kept, also when they are made at once", async () => {
    const ann = await newCaller(server, "ann");
    const args = { question: "price", answer: "5" };
    const made = [];
    for (let batch = 0; batch < 5; batch += 1) {
      made.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, () => ann.socket.exchange("autoAnswer.create", args)),
        )),
      );
    }
    expect(made.filter((answer) => "ok" in answer)).toHaveLength(limits.autoAnswersMax);
    expect((await refusedByBoth(server, ann, "autoAnswer.create", args)).code).toBe("limit_reached");
  });

  test("[AUTO-3] [AUTO-4] a stranger's and a guest's question is answered once, in the user's name and a moment later", async () => {
    const shop = await newCaller(server, "shop");
    await keep(shop, "营业时间", "9 点到 18 点");
    const guest = await newGuest(server);
    const askers = [await newCaller(server, "ann"), { user: guest, socket: await server.connect(guest) }];
    for (const asker of askers) {
      const conversationId = await ask(asker, shop, "请问营业时间？");
      const answer = await asker.socket.push(isAutomatic);
      expect(answer).toMatchObject({
        conversationId,
        senderId: idOf(shop),
        seq: 2,
        content: { type: "text", text: "9 点到 18 点", isAutomatic: true },
      });
      const { messages } = await readByBoth(server, shop, "message.list", { conversationId });
      const [question, sent] = messages;
      expect(messages).toHaveLength(2);
      expect(question.content).toEqual({ type: "text", text: "请问营业时间？" });
      expect(sent.sentAt - question.sentAt).toBeGreaterThanOrEqual(limits.autoAnswerDelayMs);
    }
  });

  test("[AUTO-3] contacts are not answered, nor is what nobody asked", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const eve = await newCaller(server, "eve");
    await keep(bob, "price", "5");
    const { request } = await ann.socket.call("contact.request", { userId: idOf(bob) });
    const { conversationId } = await bob.socket.call("contact.answer", {
      requestId: request.id,
      answer: "accept",
    });
    await say(ann, conversationId, "what is the price?");
    await say(ann, conversationId, "price");
    const silent = await ask(eve, bob, "how are you?");
    // Answers are sent in the order in which they are due, so this one comes after any that would be wrong.
    const other = await newCaller(server, "other");
    await ask(other, bob, "the price?");
    await other.socket.push(isAutomatic);
    for (const [caller, id] of [
      [ann, conversationId],
      [eve, silent],
    ] as const) {
      const { messages } = await caller.socket.call("message.list", { conversationId: id });
      expect(messages.filter(({ senderId }: { senderId: number }) => senderId === idOf(bob))).toEqual([]);
    }
  });

  test("[AUTO-3] a contact is answered where the client left a note and nothing but the question is asked", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    await keep(bob, "price", "5");
    const { request } = await ann.socket.call("contact.request", { userId: idOf(bob) });
    const answer = { requestId: request.id, answer: "accept" };
    const { conversationId } = await bob.socket.call("contact.answer", answer);
    const noted = (text: string, id = Bun.randomUUIDv7()) =>
      ann.socket.call("message.send", {
        ...{ conversationId, id, clientNote: "from the list of questions" },
        content: { type: "text", text },
      });
    await noted("what is the price?");
    const asked = Bun.randomUUIDv7();
    await noted("Price?", asked);
    await noted("Price?", asked);
    expect(await ann.socket.push(isAutomatic)).toMatchObject({ senderId: idOf(bob), content: { text: "5" } });
    const { messages } = await ann.socket.call("message.list", { conversationId });
    expect(messages.filter(({ senderId }: { senderId: number }) => senderId === idOf(bob))).toHaveLength(1);
  });

  test("[AUTO-4] an answer that was due while the server was stopped is sent after its start", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    await keep(bob, "price", "5");
    const conversationId = await ask(ann, bob, "price?");
    await server.restart();
    const again = await server.connect(ann.user);
    const answered = async () =>
      (await again.call("message.list", { conversationId })).messages.filter(
        ({ senderId }: { senderId: number }) => senderId === idOf(bob),
      );
    if ((await answered()).length === 0) await again.push(isAutomatic);
    expect(await answered()).toHaveLength(1);
  });
});
