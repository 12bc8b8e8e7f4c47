import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type Message, type ScheduledMessage } from "@parley/protocol";
import { createTestDatabase, testServerUrl } from "../src/store/postgres/test-database.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { setContactSettings } from "./support/contact-settings.ts";
import { idOf, newTestGroup, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { WebhookReceiver } from "./support/webhook-receiver.ts";

const text = (words: string) => ({ type: "text", text: words });
const inAnHour = () => Date.now() + 3_600_000;

/** Lets its time come; answers when that is. */
async function makeDue(server: TestServer, ids: readonly string[]): Promise<number> {
  const now = Date.now();
  const list = ids.map((id) => `'${id}'`).join();
  await server.runStatement(`update scheduled_messages set send_at = ${now} where message_id in (${list})`);
  return now;
}

describe("scheduled messages", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const schedule = async (
    by: Caller,
    conversationId: number,
    words: string,
    sendAt: number,
    more: object = {},
  ): Promise<ScheduledMessage> => {
    const args = { conversationId, id: Bun.randomUUIDv7(), content: text(words), sendAt, ...more };
    return (await by.socket.call("message.schedule", args)).scheduled;
  };
  const listed = async (by: Caller): Promise<ScheduledMessage[]> =>
    (await readByBoth(server, by, "message.listScheduled", {})).scheduled;
  const history = async (by: Caller, conversationId: number): Promise<Message[]> =>
    (await by.socket.call("message.list", { conversationId })).messages;
  const isSent = (id: string) => (push: { ev: string; id?: string }) =>
    push.ev === "message.sent" && push.id === id;
  const isOver = (id: string) => (push: { ev: string; id?: string; scheduled?: unknown }) =>
    push.ev === "message.scheduleChanged" && push.id === id && push.scheduled === null;

  test("[SCHED-1] [SCHED-5] a message is sent at its time, once, with all that was asked for", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const member = members[0] ?? owner;
    const quoted = Bun.randomUUIDv7();
    await owner.socket.call("message.send", { conversationId, id: quoted, content: text("first") });
    const more = { replyTo: quoted, mentions: [idOf(member)], isSilent: true };
    const { id } = await schedule(owner, conversationId, "later", inAnHour(), more);
    expect(await history(member, conversationId)).toHaveLength(1);
    const sendAt = await makeDue(server, [id]);
    const sent = await member.socket.push(isSent(id));
    expect(sent).toMatchObject({
      ...{ senderId: idOf(owner), content: text("later"), isSilent: true, mentions: [idOf(member)] },
      replyTo: { id: quoted, seq: 1 },
    });
    expect(sent.sentAt).toBeWithin(sendAt, sendAt + 2_000);
    await owner.socket.push(isOver(id));
    expect(await listed(owner)).toEqual([]);
    expect((await history(member, conversationId)).filter((message) => message.id === id)).toHaveLength(1);
  });

  test("[SCHED-1] a time that is over or too far ahead is refused, and the same message again changes nothing", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const id = Bun.randomUUIDv7();
    const args = { conversationId, id, content: text("later"), sendAt: inAnHour() };
    for (const sendAt of [0, Date.now() - 1, Date.now() + limits.scheduleAheadMsMax + 60_000]) {
      const refused = await refusedByBoth(server, owner, "message.schedule", { ...args, sendAt });
      expect(refused).toMatchObject({ code: "invalid_arguments", details: { path: "/sendAt" } });
    }
    const far = Date.now() + limits.scheduleAheadMsMax - 60_000;
    await schedule(owner, conversationId, "far", far);
    const first = await owner.socket.call("message.schedule", args);
    expect(await owner.socket.call("message.schedule", args)).toEqual(first);
    const told = owner.socket.pushes.filter((push) => push.id === id);
    expect(told).toHaveLength(1);
    const other = { ...args, content: text("other") };
    expect((await refusedByBoth(server, owner, "message.schedule", other)).code).toBe("conflict");
    const sent = Bun.randomUUIDv7();
    await owner.socket.call("message.send", { conversationId, id: sent, content: text("now") });
    expect((await refusedByBoth(server, owner, "message.schedule", { ...args, id: sent })).code).toBe(
      "conflict",
    );
    expect((await listed(owner)).map((message) => message.id)).toContain(id);
  });

  test("[SCHED-1] [CALL-7] who could not write now cannot schedule", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [stranger, member] = [await newCaller(server, "eve"), members[0] ?? owner];
    const args = { conversationId, id: Bun.randomUUIDv7(), content: text("later"), sendAt: inAnHour() };
    expect((await refusedByBoth(server, stranger, "message.schedule", args)).code).toBe("not_found");
    const until = inAnHour();
    await owner.socket.call("member.mute", { conversationId, userId: idOf(member), until });
    const refused = await refusedByBoth(server, member, "message.schedule", args);
    expect(refused).toMatchObject({ code: "forbidden", details: { rule: "muted" } });
    const mentions = [idOf(stranger)];
    expect((await refusedByBoth(server, owner, "message.schedule", { ...args, mentions })).code).toBe(
      "invalid_arguments",
    );
    expect(await listed(member)).toEqual([]);
  });

  test("[SCHED-1] [CONT-33] what somebody would not take now cannot be scheduled for them", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    await setContactSettings(server, idOf(bob), { strangers: { messages: "one", needsFollow: false } });
    const { conversation } = await ann.socket.call("conversation.openDirect", { userId: idOf(bob) });
    const args = () => ({ conversationId: conversation.id, id: Bun.randomUUIDv7(), content: text("hi") });
    await ann.socket.call("message.send", args());
    const later = { ...args(), sendAt: inAnHour() };
    const refused = await refusedByBoth(server, ann, "message.schedule", later);
    expect(refused).toMatchObject({ code: "not_accepted", details: { rule: "one" } });
    expect(await listed(ann)).toEqual([]);
    await bob.socket.call("message.send", args());
    await ann.socket.call("message.schedule", later);
    expect((await listed(ann)).map((message) => message.id)).toEqual([later.id]);
  });

  test("[SCHED-2] [SCHED-3] [FEED-3] one lists, edits and cancels one's own; the feed tells the same and keeps no old words", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const other = members[0] ?? owner;
    const late = await schedule(owner, conversationId, "late", inAnHour() + 60_000);
    const early = await schedule(owner, conversationId, "secret words", inAnHour());
    expect(await listed(owner)).toEqual([early, late]);
    expect(await listed(other)).toEqual([]);
    const page = await readByBoth(server, owner, "message.listScheduled", { limit: 1 });
    expect(page.scheduled).toEqual([early]);
    const rest = await readByBoth(server, owner, "message.listScheduled", { limit: 1, after: page.next });
    expect(rest).toEqual({ scheduled: [late], next: null });
    const place = { conversationId, id: early.id };
    const change = { ...place, content: text("better words") };
    expect((await refusedByBoth(server, other, "message.editScheduled", change)).code).toBe("not_found");
    const { scheduled: edited } = await owner.socket.call("message.editScheduled", change);
    expect(edited).toEqual({ ...early, content: text("better words") });
    await owner.socket.call("message.cancelScheduled", { conversationId, id: late.id });
    await owner.socket.call("message.cancelScheduled", { conversationId, id: late.id });
    await other.socket.call("message.cancelScheduled", place);
    await owner.socket.push(isOver(late.id));
    const told = owner.socket.pushes.filter(({ ev }) => ev === "message.scheduleChanged");
    const state = new Map(told.map((push) => [push.id, push.scheduled]));
    expect([...state.values()].filter((scheduled) => scheduled !== null)).toEqual(await listed(owner));
    const feed = { conversationId: told[0].conversationId, afterRev: 0 };
    const { events } = await owner.socket.call("sync.range", feed);
    expect(JSON.stringify(events)).not.toContain("secret words");
    expect(JSON.stringify(events)).toContain("better words");
    await owner.socket.call("message.cancelScheduled", place);
    expect(JSON.stringify(await owner.socket.call("sync.range", feed))).not.toContain("better words");
    const { rev: lastRev } = owner.socket.pushes.findLast(isOver(early.id)) ?? {};
    expect(lastRev).toBeGreaterThan(told[0].rev);
  });

  test("[SCHED-3] [SCHED-4] what may not be sent any more waits with the reason, and is sent once it is allowed and edited", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const member = members[0] ?? owner;
    const { id } = await schedule(member, conversationId, "later", inAnHour());
    const mute = { conversationId, userId: idOf(member) };
    await owner.socket.call("member.mute", { ...mute, until: inAnHour() });
    await makeDue(server, [id]);
    const failed = await member.socket.push(
      (push) => push.ev === "message.scheduleChanged" && push.id === id && push.scheduled?.errorCode,
    );
    expect(failed.scheduled).toMatchObject({ errorCode: "forbidden", failedAt: failed.at });
    expect(await listed(member)).toEqual([failed.scheduled]);
    expect(await history(owner, conversationId)).toEqual([]);
    await owner.socket.call("member.mute", { ...mute, until: null });
    const { scheduled } = await member.socket.call("message.editScheduled", { conversationId, id });
    expect(scheduled.errorCode).toBeUndefined();
    await owner.socket.push(isSent(id));
    await member.socket.push(isOver(id));
    const late = { conversationId, id };
    expect((await refusedByBoth(server, member, "message.cancelScheduled", late)).code).toBe("conflict");
    const gone = await schedule(member, conversationId, "after", inAnHour());
    await owner.socket.call("member.remove", { conversationId, userId: idOf(member) });
    await makeDue(server, [gone.id]);
    const refused = await member.socket.push(
      (push) => push.ev === "message.scheduleChanged" && push.id === gone.id && push.scheduled?.errorCode,
    );
    expect(refused.scheduled.errorCode).toBe("not_found");
  });

  test("[SCHED-4] what slow mode holds back is sent when its turn comes", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const member = members[0] ?? owner;
    await owner.socket.call("group.update", { conversationId, settings: { slowModeMs: 1_500 } });
    const { id } = await schedule(member, conversationId, "second", inAnHour());
    const { sentAt } = await say(member, conversationId, "first");
    await makeDue(server, [id]);
    const sent = await owner.socket.push(isSent(id));
    expect(sent.sentAt).toBeGreaterThanOrEqual(sentAt + 1_500);
    await member.socket.push(isOver(id));
  });

  test("[SCHED-5] what was due while the server was stopped is sent after its start, once", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const { id } = await schedule(owner, conversationId, "late", inAnHour());
    await server.pause();
    await makeDue(server, [id]);
    await server.restart();
    const again = await server.connect(owner.user);
    const sent = async () => (await again.call("message.list", { conversationId })).messages;
    if ((await sent()).length === 0) await again.push(isSent(id));
    await server.restart();
    const last = await server.connect(owner.user);
    expect((await last.call("message.list", { conversationId })).messages).toMatchObject([{ id }]);
  });

  test("[SCHED-6] only so many wait, also when they are scheduled at once", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const answers = [];
    for (let batch = 0; batch < 3; batch += 1) {
      const calls = Array.from({ length: 50 }, () =>
        owner.socket.exchange("message.schedule", {
          ...{ conversationId, id: Bun.randomUUIDv7() },
          ...{ content: text("later"), sendAt: inAnHour() },
        }),
      );
      answers.push(...(await Promise.all(calls)));
    }
    expect(answers.filter((answer) => "ok" in answer)).toHaveLength(limits.scheduledMessagesMax);
    const { scheduledMessagesMax } = limits;
    expect(answers.at(-1).error).toMatchObject({ code: "limit_reached", details: { scheduledMessagesMax } });
  });
});

test("[SCHED-4] [SCR-3] the operator's program is asked at the time of sending, as of any message", async () => {
  const receiver = new WebhookReceiver();
  receiver.answer = async ({ body }) =>
    Response.json(
      body.content.text === "refuse me"
        ? { action: "refuse", reason: "not here" }
        : { action: "change", content: text("changed") },
    );
  const server = await startTestServer({
    ...{ outgoingAllowedHosts: "127.0.0.1", sendHookUrl: receiver.url("/hook") },
    sendHookSecret: `whsec_${Buffer.from("a secret of the operator").toString("base64")}`,
  });
  const { conversationId, owner } = await newTestGroup(server, 0);
  const schedule = (words: string) => {
    const id = Bun.randomUUIDv7();
    const args = { conversationId, id, content: text(words), sendAt: inAnHour() };
    return owner.socket.call("message.schedule", args);
  };
  const { scheduled: refused } = await schedule("refuse me");
  const { scheduled: changed } = await schedule("change me");
  await makeDue(server, [refused.id, changed.id]);
  const sent = await owner.socket.push(({ ev }) => ev === "message.sent");
  expect(sent.content).toEqual(text("changed"));
  const failed = await owner.socket.push(
    (push) => push.ev === "message.scheduleChanged" && push.id === refused.id && push.scheduled?.errorCode,
  );
  expect(failed.scheduled).toMatchObject({ content: text("refuse me"), errorCode: "forbidden" });
  const { messages } = await owner.socket.call("message.list", { conversationId });
  expect(messages).toHaveLength(1);
  await server.stop();
  await receiver.stop();
});

describe.skipIf(testServerUrl === "")("two nodes on one database", () => {
  test("[SCHED-5] [EXP-3] each message is sent once and expires once, whichever node comes first", async () => {
    const database = await createTestDatabase();
    const nodes = [];
    for (let node = 0; node < 2; node += 1) nodes.push(await startTestServer({ databaseUrl: database.url }));
    const [first] = nodes;
    if (first === undefined) throw new Error("no node");
    const { conversationId, owner } = await newTestGroup(first, 0);
    const other = await owner.socket.call("group.create", { memberIds: [] });
    const sendAt = Date.now() + 3_000;
    const count = 16;
    const scheduled = Array.from({ length: count }, (_, index) =>
      owner.socket.call("message.schedule", {
        conversationId: index % 2 === 0 ? conversationId : other.conversation.id,
        id: Bun.randomUUIDv7(),
        content: text(`number ${index}`),
        sendAt,
        expire: { afterMs: limits.expireAfterMsMin, from: "sent" },
      }),
    );
    await Promise.all(scheduled);
    // What the other node commits is not told here, so it is asked for.
    const namesOf = async (id: number): Promise<string[]> =>
      (await owner.socket.call("sync.range", { conversationId: id, afterRev: 0, limit: 500 })).events.map(
        ({ ev }: { ev: string }) => ev,
      );
    const names = async () => [...(await namesOf(conversationId)), ...(await namesOf(other.conversation.id))];
    const countOf = async (name: string) => (await names()).filter((found) => found === name).length;
    for (const end = Date.now() + 20_000; (await countOf("message.expired")) < count; ) {
      expect(Date.now()).toBeLessThan(end);
      await Bun.sleep(100);
    }
    expect(await countOf("message.sent")).toBe(count);
    expect(await countOf("message.expired")).toBe(count);
    expect((await owner.socket.call("message.listScheduled", {})).scheduled).toEqual([]);
    for (const node of nodes) await node.stop();
    await database.drop();
  }, 60_000);
});
