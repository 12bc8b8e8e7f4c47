/** What several people do to each other at the same moment. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Contact } from "@parley/protocol";
import { type Caller, newCaller, readByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const idOf = (caller: Caller) => caller.user.user.id;

describe("contacts at once", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const newPair = async (): Promise<[Caller, Caller]> => [
    await newCaller(server, "ann"),
    await newCaller(server, "bob"),
  ];
  const request = (from: Caller, to: Caller) => from.socket.call("contact.request", { userId: idOf(to) });
  const answer = (from: Caller, requestId: number, given: string) =>
    from.socket.call("contact.answer", { requestId, answer: given });
  const contactOf = async (owner: Caller, other: Caller): Promise<Contact> =>
    (await readByBoth(server, owner, "contact.get", { userId: idOf(other) })).contact;
  const messagesOf = async (caller: Caller, conversationId: number) =>
    (await readByBoth(server, caller, "message.list", { conversationId })).messages;

  test("[CONT-7] crossing, repeated and answered at once, requests end in one relation", async () => {
    const [ann, bob] = await newPair();
    const attempts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const [from, to] = index % 2 === 0 ? [ann, bob] : [bob, ann];
        return from.socket.exchange("contact.request", { userId: idOf(to) });
      }),
    );
    expect(attempts.filter((reply) => "ok" in reply)).toHaveLength(2);
    const refusals = attempts.flatMap((reply) => ("error" in reply ? [reply.error.code] : []));
    expect(new Set(refusals)).toEqual(new Set(["conflict"]));
    const { conversationId } = attempts.find((reply) => reply.ok?.conversationId != null)?.ok ?? {};
    expect(await messagesOf(ann, conversationId)).toHaveLength(1);
    expect((await contactOf(ann, bob)).isContact).toBe(true);
    expect((await contactOf(bob, ann)).isContact).toBe(true);

    const [cleo, dan] = await newPair();
    const { request: asked } = await request(cleo, dan);
    const answers = await Promise.all(Array.from({ length: 10 }, () => answer(dan, asked.id, "accept")));
    expect(new Set(answers.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await messagesOf(dan, answers[0].conversationId)).toHaveLength(1);
  });

  test("[INV-19] [CONT-7] [CONT-14] whatever everybody does at once, both sides agree and every feed tells the truth", async () => {
    const callers = await Promise.all(Array.from({ length: 6 }, () => newCaller(server, "all")));
    const asked = await Promise.all(callers.slice(1).map((caller) => request(callers[0] as Caller, caller)));
    const requestIds = asked.map((made) => made.request.id);
    const verbs = [
      "contact.request",
      "contact.request",
      "contact.remove",
      "contact.block",
      "contact.block",
      "user.follow",
      "conversation.openDirect",
      "contact.answer",
    ];
    const codes = new Set<string>();
    const acts = callers.flatMap((one, from) =>
      callers.flatMap((other, to) =>
        verbs.map(async (verb, index) => {
          const userId = idOf(other);
          const isBlocked = (from + to + index) % 2 === 0;
          const answering = { requestId: requestIds[to % requestIds.length], answer: "accept" };
          const args = { "contact.block": { userId, isBlocked }, "contact.answer": answering }[verb] ?? {
            userId,
          };
          const reply = await one.socket.exchange(verb, args);
          if ("error" in reply) codes.add(reply.error.code);
        }),
      ),
    );
    await Promise.all(acts);
    for (const code of codes) {
      expect(["invalid_arguments", "not_found", "conflict", "not_accepted"]).toContain(code);
    }
    for (const one of callers) {
      const { heads } = await one.socket.call("sync.heads", {});
      const feed = heads.find(
        (head: { conversation: { kind: string } }) => head.conversation.kind === "feed",
      );
      const range = { conversationId: feed.conversation.id, afterRev: 0, limit: 500 };
      const { events } = await one.socket.call("sync.range", range);
      expect(events).toHaveLength(feed.lastRev);
      for (const other of callers) {
        if (other === one) continue;
        const contact = await contactOf(one, other);
        expect((await contactOf(other, one)).isContact).toBe(contact.isContact);
        const told = events.findLast(
          (event: { ev: string; contact: Contact }) =>
            event.ev === "contact.changed" && event.contact.userId === idOf(other),
        );
        if (told !== undefined) expect(told.contact).toEqual(contact);
        else expect(contact).toMatchObject({ isContact: false, isBlocked: false, isFollowed: false });
        const { conversation } = await one.socket.call("conversation.openDirect", { userId: idOf(other) });
        const reply = await one.socket.exchange("message.send", {
          conversationId: conversation.id,
          id: Bun.randomUUIDv7(),
          content: { type: "text", text: "hi" },
        });
        const { isBlocked } = await contactOf(other, one);
        expect(reply.error?.code ?? "ok").toBe(isBlocked ? "not_accepted" : "ok");
      }
    }
  }, 120_000);
});
