import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type Message } from "@parley/protocol";
import { type Caller, refusedByBoth } from "./support/both-transports.ts";
import { newTestGroup, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("messages that expire", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const send = async (by: Caller, conversationId: number, words: string, expire: object) => {
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: words };
    const sent = await by.socket.call("message.send", { conversationId, id, content, expire });
    return { id, ...sent } as { id: string; rev: number; seq: number; sentAt: number };
  };
  const history = async (by: Caller, conversationId: number): Promise<Message[]> =>
    (await by.socket.call("message.list", { conversationId })).messages;
  const isExpired = (id: string) => (push: { ev: string; id?: string }) =>
    push.ev === "message.expired" && push.id === id;
  const second = { afterMs: 1_000, from: "sent" };
  const hour = { afterMs: 3_600_000, from: "sent" };
  /** Lets the time of all that expire there come; answers when that is. */
  const makeDue = async (conversationId: number): Promise<number> => {
    const now = Date.now();
    await server.runStatement(
      `update expiring_messages set due_at = ${now} where conversation_id = ${conversationId}`,
    );
    return now;
  };
  const dueAt = async (id: string) => {
    const [row] = await server.rows(`select due_at from expiring_messages where message_id = '${id}'`);
    return Number(row?.due_at);
  };

  test("[EXP-1] [EXP-3] [INV-12] a message is erased everywhere at its time, once, and nobody recalled it", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const member = members[0] ?? owner;
    const marker = `marker-${Bun.randomUUIDv7()}`;
    const { id, rev, sentAt } = await send(owner, conversationId, marker, hour);
    const content = { type: "text", text: `${marker} edited` };
    await owner.socket.call("message.edit", { conversationId, id, content });
    await owner.socket.call("message.pin", { conversationId, id });
    await member.socket.call("message.save", { conversationId, id });
    await member.socket.call("message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7(), replyTo: id },
      content: { type: "text", text: "an answer" },
    });
    expect((await history(member, conversationId))[0]).toMatchObject({ content, expire: hour });
    expect(await dueAt(id)).toBe(sentAt + hour.afterMs);
    const due = await makeDue(conversationId);
    const expired = await member.socket.push(isExpired(id));
    expect(expired).toMatchObject({ seq: 1, actorId: 0 });
    expect(expired.at).toBeWithin(due, due + 2_000);
    const all = [
      await history(member, conversationId),
      await member.socket.call("sync.range", { conversationId, afterRev: 0 }),
      await member.socket.call("message.context", { conversationId, id }),
      await member.socket.call("message.listPinned", { conversationId }),
      await member.socket.call("message.listSaved", {}),
      await owner.socket.call("message.listEdits", { conversationId, id }),
      await member.socket.call("message.search", { query: marker }),
    ];
    expect(JSON.stringify(all)).not.toContain(marker);
    const [message] = await history(member, conversationId);
    expect(message).toEqual({
      ...{ id, rev, seq: 1, senderId: owner.user.user.id, sentAt },
      ...{ content: null, recalledAt: expired.at, isExpired: true },
    });
    await owner.socket.call("message.recall", { conversationId, id });
    const again = { conversationId, id, content: { type: "text", text: marker }, expire: hour };
    expect(await owner.socket.call("message.send", again)).toMatchObject({ rev });
    const { events } = await member.socket.call("sync.range", { conversationId, afterRev: 0 });
    const names = events.map(({ ev }: { ev: string }) => ev);
    expect(names.filter((name: string) => name === "message.expired")).toHaveLength(1);
    expect(names).not.toContain("message.recalled");
  });

  test("[EXP-3] a message that was recalled before does not expire as well", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const { id } = await send(owner, conversationId, "gone", hour);
    const other = await send(owner, conversationId, "stays an hour", hour);
    await owner.socket.call("message.recall", { conversationId, id });
    await makeDue(conversationId);
    await owner.socket.push(isExpired(other.id));
    expect(owner.socket.pushes.some(isExpired(id))).toBe(false);
    expect((await history(owner, conversationId))[0]?.isExpired).toBeUndefined();
  });

  test("[EXP-2] from reading: the first reader's time counts for everybody, the sender's own reading does not", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 2);
    const [reader = owner, late = owner] = members;
    const { id, seq } = await send(owner, conversationId, "read me", { afterMs: 1_000, from: "read" });
    await owner.socket.call("inbox.markRead", { conversationId, seq });
    const later = await send(owner, conversationId, "a second", second);
    await owner.socket.push(isExpired(later.id));
    expect((await history(late, conversationId))[0]?.content).not.toBeNull();
    const before = Date.now();
    await reader.socket.call("inbox.markRead", { conversationId, seq });
    const expired = await late.socket.push(isExpired(id));
    expect(expired.at).toBeWithin(before + 1_000, before + 3_000);
    expect((await history(late, conversationId))[0]?.content).toBeNull();
  });

  test("[EXP-2] what nobody reads is erased after a week", async () => {
    const { conversationId, owner } = await newTestGroup(server, 1);
    const { id, sentAt } = await send(owner, conversationId, "unread", { afterMs: 1_000, from: "read" });
    expect(await dueAt(id)).toBe(sentAt + limits.unreadExpiryMs);
  });

  test("[EXP-3] [INV-18] an expired message is not unread, and what was due while the server was stopped goes after its start", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const member = members[0] ?? owner;
    const { id } = await send(owner, conversationId, "one", hour);
    await say(owner, conversationId, "two");
    const unread = async (caller: Caller) =>
      (await caller.socket.call("inbox.list", {})).heads.find(
        (head: { conversation: { id: number } }) => head.conversation.id === conversationId,
      ).unread;
    expect(await unread(member)).toBe(2);
    await server.pause();
    await makeDue(conversationId);
    await server.restart();
    const again = { user: member.user, socket: await server.connect(member.user) };
    if ((await history(again, conversationId))[0]?.content !== null) await again.socket.push(isExpired(id));
    expect(await unread(again)).toBe(1);
  });

  test("[EXP-1] a time that is too short, too long or of no kind is refused", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const args = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "no" } };
    for (const expire of [
      { afterMs: limits.expireAfterMsMin - 1, from: "sent" },
      { afterMs: limits.expireAfterMsMax + 1, from: "sent" },
      { afterMs: 5_000, from: "never" },
      { afterMs: 5_000 },
    ]) {
      const refused = await refusedByBoth(server, owner, "message.send", { ...args, expire });
      expect(refused.code).toBe("invalid_arguments");
    }
    for (const afterMs of [limits.expireAfterMsMin, limits.expireAfterMsMax]) {
      await send(owner, conversationId, "yes", { afterMs, from: "sent" });
    }
  });
});
