import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type Message } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer } from "./support/test-server.ts";
import { WebhookReceiver } from "./support/webhook-receiver.ts";

const newId = () => Bun.randomUUIDv7();
const saying = (text: string) => ({ type: "text", text });

/** A server with somebody who has a group, and what is done in it. */
async function openWorld(options: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(options);
  const admin = await adminCaller(server);
  const ann = await newCaller(server, "ann");
  const call = ann.socket.call.bind(ann.socket);
  const newGroup = async (...memberIds: number[]): Promise<number> =>
    (await call("group.create", { name: "group", memberIds })).conversation.id;
  const send = async (conversationId: number, text: string): Promise<string> => {
    const id = newId();
    await call("message.send", { conversationId, id, content: saying(text) });
    return id;
  };
  const messagesOf = async (conversationId: number): Promise<Message[]> =>
    (await readByBoth(server, ann, "message.list", { conversationId })).messages.filter(
      ({ content }: Message) => content?.type !== "notice",
    );
  const textsOf = async (conversationId: number) =>
    (await messagesOf(conversationId)).map(
      ({ content }) => content !== null && "text" in content && content.text,
    );
  const post = async (conversationId: number) => {
    const { path } = await call("incomingWebhook.create", { conversationId, name: "Build" });
    return async (text: string) => {
      const response = await fetch(`${server.url}${path}`, {
        method: "POST",
        body: JSON.stringify({ text }),
      });
      const { error } = (await response.json()) as { error?: { code: string; details?: object } };
      return error;
    };
  };
  const forward = (conversationId: number, toConversationId: number, ids: string[], more: object = {}) => ({
    ...{ conversationId, toConversationId, ids, newIds: ids.map(newId), ...more },
  });
  return { server, admin, ann, call, newGroup, send, messagesOf, textsOf, post, forward };
}

type World = Awaited<ReturnType<typeof openWorld>>;

async function newBot({ server, admin }: World): Promise<Caller> {
  const { user } = await server.newUser("bot");
  await admin.socket.call("admin.setRole", { userId: user.id, role: "bot" });
  const credentials = { username: user.username, password: "correct horse" };
  const { body } = await server.post("account.login", credentials);
  return { user: body, socket: await server.connect(body) };
}

describe("words in what is not just sent", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({});
  }, 60_000);
  afterAll(() => world.server.stop());

  /** Words that hold while the work is done. */
  async function withWords(work: () => Promise<void>): Promise<void> {
    const lists = { mask: ["damn"], refuse: ["casino"], flag: ["bomb"] };
    await world.admin.socket.call("admin.setWordFilter", lists);
    await work();
    await world.admin.socket.call("admin.setWordFilter", {});
  }

  test("[SCR-5] a forwarded text is masked and refused, by itself and among several", async () => {
    const { newGroup, send, forward, call, server, ann, textsOf, messagesOf } = world;
    const [from, to] = [await newGroup(), await newGroup()];
    const masked = await send(from, "damn it");
    const refused = await send(from, "the casino");
    const flagged = await send(from, "a bomb");
    await withWords(async () => {
      for (const more of [{}, { newIds: [newId()], isMerged: true }]) {
        const both = forward(from, to, [masked, refused], more);
        expect(await refusedByBoth(server, ann, "message.forward", both)).toMatchObject({
          ...{ code: "forbidden", details: { rule: "words" } },
        });
      }
      const titled = { newIds: [newId()], isMerged: true, title: "casino" };
      expect(
        (await refusedByBoth(server, ann, "message.forward", forward(from, to, [masked], titled))).code,
      ).toBe("forbidden");
      expect(await messagesOf(to)).toEqual([]);
      const once = forward(from, to, [masked, flagged]);
      const first = await call("message.forward", once);
      expect(await call("message.forward", once)).toEqual(first);
      expect(await textsOf(to)).toEqual(["**** it", "a bomb"]);
      const merged = { newIds: [newId()], isMerged: true, title: "damn" };
      const { sent } = await call("message.forward", forward(from, to, [masked], merged));
      const place = { conversationId: to, id: sent[0].id };
      const { messages } = await readByBoth(server, ann, "message.listForwarded", place);
      expect(messages.map(({ content }: Message) => content)).toEqual([saying("**** it")]);
      expect((await messagesOf(to)).at(-1)?.content).toEqual({ type: "forward", title: "****", count: 1 });
      const { complaints } = await world.admin.socket.call("admin.listComplaints", {});
      const target = { kind: "message", conversationId: to, id: once.newIds[1] };
      expect(complaints.map(({ complaint }: { complaint: object }) => complaint)).toMatchObject([{ target }]);
    });
    expect(await textsOf(from)).toEqual(["damn it", "the casino", "a bomb"]);
  });

  test("[SCR-5] several that were forwarded before are masked and refused when they are forwarded on", async () => {
    const { newGroup, send, forward, call, server, ann } = world;
    const [from, to] = [await newGroup(), await newGroup()];
    const ids = [await send(from, "damn it"), await send(from, "the casino")];
    const merged = [newId(), newId()];
    for (const [index, id] of ids.entries()) {
      await call("message.forward", forward(from, from, [id], { newIds: [merged[index]], isMerged: true }));
    }
    await withWords(async () => {
      const refused = forward(from, to, [`${merged[1]}`]);
      expect((await refusedByBoth(server, ann, "message.forward", refused)).code).toBe("forbidden");
      const masked = forward(from, to, [`${merged[0]}`]);
      await call("message.forward", masked);
      const place = { conversationId: to, id: masked.newIds[0] };
      const { messages } = await readByBoth(server, ann, "message.listForwarded", place);
      expect(messages.map(({ content }: Message) => content)).toEqual([saying("**** it")]);
    });
  });

  test("[SCR-6] a text written bit by bit is masked when it is whole, and recalled with a refused word", async () => {
    const { newGroup, server, textsOf } = world;
    const bot = await newBot(world);
    const conversationId = await newGroup(bot.user.user.id);
    const begin = async () => {
      const id = newId();
      await bot.socket.call("message.send", { conversationId, id, content: { type: "stream" } });
      return { conversationId, id };
    };
    await withWords(async () => {
      const [masked, refused] = [await begin(), await begin()];
      for (const [place, words] of [
        [masked, ["da", "mn it"]],
        [refused, ["the cas", "ino"]],
      ] as const) {
        await bot.socket.call("stream.append", { ...place, position: 0, text: words[0] });
        const last = { ...place, position: words[0].length, text: words[1], isFinal: true };
        const answer = await bot.socket.exchange("stream.append", last);
        if (place === masked) expect(answer).toMatchObject({ ok: { position: 7 } });
        else expect(answer).toMatchObject({ error: { code: "forbidden", details: { rule: "words" } } });
      }
      expect(await textsOf(conversationId)).toEqual(["**** it", false]);
      expect((await refusedByBoth(server, bot, "stream.get", refused)).code).toBe("not_found");
    });
  });

  test("[SCR-7] what a webhook posts and what was scheduled is masked and refused", async () => {
    const { newGroup, post, textsOf, call, server, ann } = world;
    const conversationId = await newGroup();
    const posted = await post(conversationId);
    const sendAt = Date.now() + 3_600_000;
    const later = { conversationId, id: newId(), content: saying("to the casino"), sendAt };
    const before = { ...later, id: newId() };
    await call("message.schedule", before);
    await withWords(async () => {
      expect(await posted("damn build")).toBeUndefined();
      expect(await posted("casino build")).toMatchObject({ code: "forbidden", details: { rule: "words" } });
      expect(await textsOf(conversationId)).toEqual(["**** build"]);
      expect((await refusedByBoth(server, ann, "message.schedule", later)).code).toBe("forbidden");
      const failed = ann.socket.push(
        ({ ev, scheduled }) => ev === "message.scheduleChanged" && "failedAt" in Object(scheduled),
      );
      await server.runStatement(`update scheduled_messages set send_at = ${Date.now() - 1}`);
      expect((await failed).scheduled).toMatchObject({ id: before.id, errorCode: "forbidden" });
      expect(await textsOf(conversationId)).toEqual(["**** build"]);
    });
  }, 60_000);
});

describe("the send hook for what is not just sent", () => {
  const receiver = new WebhookReceiver();
  let world: World;
  beforeAll(async () => {
    receiver.answer = async ({ body }) => {
      const { type, text } = body.content;
      if (text === "change") return Response.json({ action: "change", content: saying("changed") });
      if (text === "refuse") return Response.json({ action: "refuse" });
      if (type === "location")
        return Response.json({ action: "change", content: { ...body.content, name: "x" } });
      return Response.json({ action: "allow" });
    };
    world = await openWorld({
      ...{ outgoingAllowedHosts: "127.0.0.1", sendHookUrl: receiver.url("/hook"), sendHookTimeoutMs: 10_000 },
      sendHookSecret: `whsec_${Buffer.from("a secret of the operator").toString("base64")}`,
    });
  }, 60_000);
  afterAll(async () => {
    await world.server.stop();
    await receiver.stop();
  });

  test("[SCR-5] is asked about each forwarded message, and may change texts alone", async () => {
    const { newGroup, send, forward, call, server, ann, textsOf, messagesOf } = world;
    const [from, to] = [await newGroup(), await newGroup()];
    const allow = receiver.answer;
    receiver.answer = async () => Response.json({ action: "allow" });
    const place = { conversationId: from, id: newId() };
    await call("message.send", { ...place, content: { type: "location", latitude: 1, longitude: 2 } });
    const [changed, refused] = [await send(from, "change"), await send(from, "refuse")];
    receiver.answer = allow;
    for (const id of [refused, place.id]) {
      const error = await refusedByBoth(server, ann, "message.forward", forward(from, to, [changed, id]));
      expect(error).toMatchObject({ code: "forbidden", details: { rule: "hook" } });
    }
    expect(await messagesOf(to)).toEqual([]);
    const once = forward(from, to, [changed]);
    const first = await call("message.forward", once);
    expect(await textsOf(to)).toEqual(["changed"]);
    const asked = receiver.deliveries.length;
    expect(receiver.deliveries.at(-1)?.body).toEqual({
      ...{ kind: "send", userId: ann.user.user.id, conversationId: to, id: once.newIds[0] },
      content: saying("change"),
    });
    expect(await call("message.forward", once)).toEqual(first);
    expect(receiver.deliveries.length).toBe(asked);
  });

  test("[SCR-7] is asked about what a webhook posts", async () => {
    const { newGroup, post, textsOf } = world;
    const conversationId = await newGroup();
    const posted = await post(conversationId);
    expect(await posted("refuse")).toMatchObject({ code: "forbidden", details: { rule: "hook" } });
    expect(await posted("change")).toBeUndefined();
    expect(await posted("as it is")).toBeUndefined();
    expect(await textsOf(conversationId)).toEqual(["changed", "as it is"]);
  });

  test("[SCR-6] is asked about a text written bit by bit when it is whole, and may change or refuse it", async () => {
    const { newGroup, textsOf, server } = world;
    const bot = await newBot(world);
    const conversationId = await newGroup(bot.user.user.id);
    const begin = async () => {
      const id = newId();
      await bot.socket.call("message.send", { conversationId, id, content: { type: "stream" } });
      return { conversationId, id };
    };
    const write = (place: object, position: number, text: string, more: object = {}) =>
      bot.socket.exchange("stream.append", { ...place, position, text, ...more });
    const [changed, refused, idle] = [await begin(), await begin(), await begin()];
    await write(changed, 0, "cha");
    expect(await write(changed, 3, "nge", { isFinal: true })).toMatchObject({ ok: { position: 6 } });
    expect(receiver.deliveries.at(-1)?.body).toEqual({
      ...{ kind: "finish", userId: bot.user.user.id, ...changed, content: saying("change") },
    });
    await write(refused, 0, "ref");
    const error = { code: "forbidden", details: { rule: "hook" } };
    expect(await write(refused, 3, "use", { isFinal: true })).toMatchObject({ error });
    expect((await refusedByBoth(server, bot, "stream.get", refused)).code).toBe("not_found");

    const answer = receiver.answer;
    receiver.answer = () => new Response("", { status: 500 });
    await write(idle, 0, "ref");
    expect(await write(idle, 3, "used", { isFinal: true })).toMatchObject({ error: { code: "unavailable" } });
    expect(await bot.socket.call("stream.get", idle)).toEqual({ text: "ref", isFinal: false });
    await write(idle, 3, "use");
    // Nobody writes it any more, and at first nobody says whether it may stay.
    await server.runStatement(`update streams set changed_at = changed_at - ${limits.streamIdleMs + 1}`);
    const asked = receiver.deliveries.length;
    await receiver.until(() => receiver.deliveries.length > asked);
    expect(await bot.socket.call("stream.get", idle)).toEqual({ text: "refuse", isFinal: false });
    receiver.answer = answer;
    await bot.socket.push(({ ev, id }) => ev === "message.recalled" && id === idle.id, 40_000);
    expect(await textsOf(conversationId)).toEqual(["changed", false, false]);
  }, 60_000);

  test("[SCR-6] the last part of a text is busy where parts ahead of it came after the question", async () => {
    const { newGroup, textsOf } = world;
    const bot = await newBot(world);
    const conversationId = await newGroup(bot.user.user.id);
    const place = { conversationId, id: newId() };
    await bot.socket.call("message.send", { ...place, content: { type: "stream" } });
    const answer = receiver.answer;
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    let mayAnswer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      mayAnswer = resolve;
    });
    receiver.answer = async () => {
      isAsked();
      await held;
      return Response.json({ action: "allow" });
    };
    const last = { ...place, position: 0, text: "a", isFinal: true };
    const first = bot.socket.exchange("stream.append", last);
    await asked;
    await bot.socket.call("stream.append", { ...place, position: 0, text: "a and b" });
    mayAnswer();
    expect(await first).toMatchObject({ error: { code: "busy" } });
    receiver.answer = answer;
    expect(await bot.socket.call("stream.append", last)).toEqual({ position: 7 });
    expect(await textsOf(conversationId)).toEqual(["a and b"]);
  });
});
