import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits, type Message } from "@parley/protocol";
import { createClient } from "../../sdk/src/client.ts";
import { type Caller, refusedByBoth } from "./support/both-transports.ts";
import { newTestGroup, say, type TestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const isPurged = (throughSeq: number) => (push: { ev: string; throughSeq?: number }) =>
  push.ev === "conversation.purged" && push.throughSeq === throughSeq;

/** Lets the messages up to this number be two minutes older than they are. */
const age = (server: TestServer, conversationId: number, throughSeq: number) =>
  server.runStatement(
    `update log set at = at - 120000 where conversation_id = ${conversationId} and seq <= ${throughSeq}`,
  );
const history = async (by: Caller, conversationId: number): Promise<Message[]> =>
  (await by.socket.call("message.list", { conversationId })).messages;

describe("groups that keep messages for a time", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const keep = (by: Caller, { conversationId }: TestGroup, retentionMs: number) =>
    by.socket.call("group.update", { conversationId, settings: { retentionMs } });

  test("[RET-1] [GRP-4] owner and admins say how long, within limits, and everybody is told", async () => {
    const group = await newTestGroup(server, 1);
    const { conversationId, owner, members } = group;
    const member = members[0] ?? owner;
    const ask = (retentionMs: number) => ({ conversationId, settings: { retentionMs } });
    expect((await refusedByBoth(server, member, "group.update", ask(60_000))).code).toBe("forbidden");
    for (const retentionMs of [1, limits.retentionMsMin - 1, limits.retentionMsMax + 1, -1]) {
      expect((await refusedByBoth(server, owner, "group.update", ask(retentionMs))).code).toBe(
        "invalid_arguments",
      );
    }
    for (const retentionMs of [limits.retentionMsMin, limits.retentionMsMax, 0]) {
      await keep(owner, group, retentionMs);
      const told = (push: { ev: string; changes?: { settings?: { retentionMs?: number } } }) =>
        push.ev === "conversation.updated" && push.changes?.settings?.retentionMs === retentionMs;
      await member.socket.push(told);
    }
  });

  test("[RET-2] [RET-3] [INV-12] what is older is gone from everything but its number, told by one event, and later messages stay", async () => {
    const group = await newTestGroup(server, 1);
    const { conversationId, owner, members } = group;
    const member = members[0] ?? owner;
    const marker = `marker-${Bun.randomUUIDv7()}`;
    const id = Bun.randomUUIDv7();
    await owner.socket.call("message.send", { conversationId, id, content: { type: "text", text: marker } });
    const content = { type: "text", text: `${marker} edited` };
    await owner.socket.call("message.edit", { conversationId, id, content });
    await owner.socket.call("message.pin", { conversationId, id });
    await member.socket.call("message.save", { conversationId, id });
    await say(owner, conversationId, "old as well");
    await owner.socket.call("message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7(), replyTo: id },
      content: { type: "text", text: "new" },
    });
    await age(server, conversationId, 2);
    await keep(owner, group, limits.retentionMsMin);
    const purged = await member.socket.push(isPurged(2));
    expect(purged).toMatchObject({ conversationId, actorId: 0 });
    const range = await member.socket.call("sync.range", { conversationId, afterRev: 0 });
    const all = [
      range,
      await history(member, conversationId),
      await member.socket.call("message.listPinned", { conversationId }),
      await member.socket.call("message.listSaved", {}),
      await member.socket.call("message.search", { query: marker }),
      await member.socket.call("inbox.list", {}),
    ];
    expect(JSON.stringify(all)).not.toContain(marker);
    expect((await history(member, conversationId)).map(({ seq }) => seq)).toEqual([3]);
    const revs = range.events.map(({ rev }: { rev: number }) => rev);
    expect(revs).toEqual(revs.map((_: number, index: number) => index + 1));
    const contents = range.events
      .filter(({ ev }: { ev: string }) => ev === "message.sent")
      .map((event: Message) => event.content?.type ?? null);
    expect(contents).toEqual([null, null, "text"]);
    for (const operation of ["message.recall", "message.listEdits", "message.context", "message.pin"]) {
      const args = { conversationId, id };
      expect((await refusedByBoth(server, owner, operation, args)).code).toBe("not_found");
    }
    expect((await refusedByBoth(server, owner, "message.edit", { conversationId, id, content })).code).toBe(
      "not_found",
    );
  });

  test("[RET-4] [INV-18] what is gone counts as read, and unread is what is left after the position", async () => {
    const group = await newTestGroup(server, 1);
    const { conversationId, owner, members } = group;
    const member = members[0] ?? owner;
    for (let index = 0; index < 6; index += 1) await say(owner, conversationId, `number ${index}`);
    const head = async () =>
      (await member.socket.call("inbox.list", {})).heads.find(
        (found: { conversation: { id: number } }) => found.conversation.id === conversationId,
      );
    expect(await head()).toMatchObject({ readSeq: 0, unread: 6 });
    await age(server, conversationId, 4);
    await keep(owner, group, limits.retentionMsMin);
    await member.socket.push(isPurged(4));
    expect(await head()).toMatchObject({ readSeq: 4, unread: 2, lastSeq: 6 });
    const read = { conversationId, seq: 5 };
    expect(await member.socket.call("inbox.markRead", read)).toEqual({ readSeq: 5, unread: 1 });
  });

  test("[RET-2] [INV-14] an open client drops at once what is gone, and shows what a fresh one shows", async () => {
    const group = await newTestGroup(server, 1);
    const { conversationId, owner, members } = group;
    const member = members[0] ?? owner;
    for (let index = 0; index < 8; index += 1) await say(owner, conversationId, `number ${index}`);
    const expiring = { afterMs: limits.expireAfterMsMin, from: "sent" };
    await owner.socket.call("message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7(), expire: expiring },
      content: { type: "text", text: "expires" },
    });
    const open = async () => {
      const client = createClient({
        ...{ url: server.url, storage: "memory", sharesConnection: false },
        token: async () => member.user.accessToken,
      });
      const timeline = client.timeline(conversationId);
      await until(() => timeline.view.get().isLoaded && timeline.view.get().messages.length > 0);
      return { client, timeline };
    };
    const opened = await open();
    await until(() => opened.timeline.view.get().messages.at(-1)?.isExpired === true);
    await age(server, conversationId, 5);
    await keep(owner, group, limits.retentionMsMin);
    await until(() => opened.timeline.view.get().messages.length === 4);
    const fresh = await open();
    const seen = ({ client, timeline }: typeof opened) => {
      const { messages, readSeq, unread, lastSeq } = timeline.view.get();
      const line = client.state.inbox
        .get()
        .items.find(({ conversation }) => conversation.id === conversationId);
      return { messages, readSeq, unread, lastSeq, line };
    };
    await until(() => seen(opened).unread === seen(fresh).unread && seen(fresh).line !== undefined);
    expect(seen(opened)).toEqual(seen(fresh));
    expect(seen(fresh)).toMatchObject({ readSeq: 5, unread: 3, lastSeq: 9 });
    for (const { client } of [opened, fresh]) await client.close();
  }, 60_000);

  test("[RET-2] more than one part goes in several, and nothing but what is old", async () => {
    const group = await newTestGroup(server, 0);
    const { conversationId, owner } = group;
    const count = 130;
    for (let index = 0; index < count; index += 1) await say(owner, conversationId, `number ${index}`);
    await age(server, conversationId, count - 1);
    await keep(owner, group, limits.retentionMsMin);
    await owner.socket.push(isPurged(count - 1));
    const told = owner.socket.pushes.filter(({ ev }) => ev === "conversation.purged");
    expect(told.map(({ throughSeq }) => throughSeq)).toEqual([50, 100, 129]);
    expect((await history(owner, conversationId)).map(({ seq }) => seq)).toEqual([count]);
    const rows = await server.rows(
      `select count(*) as count from log where conversation_id = ${conversationId} and kind = 1 and body is not null`,
    );
    expect(Number(rows[0]?.count)).toBe(1);
  });
});

describe("a server that keeps messages for a time", () => {
  test("[RET-1] every conversation is purged; a group keeps them shorter, never longer", async () => {
    const server = await startTestServer({ messagesKeptMs: 90_000 });
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const peer = members[0] ?? owner;
    await owner.socket.call("group.update", {
      conversationId,
      settings: { retentionMs: limits.retentionMsMax },
    });
    const { conversation } = await owner.socket.call("conversation.openDirect", {
      userId: peer.user.user.id,
    });
    for (const id of [conversationId, conversation.id]) {
      await say(owner, id, "old");
      await say(owner, id, "new");
      await age(server, id, 1);
    }
    await server.restart();
    const again = { user: owner.user, socket: await server.connect(owner.user) };
    for (const id of [conversationId, conversation.id]) {
      if ((await history(again, id)).length === 2) {
        await again.socket.push((push) => push.ev === "conversation.purged" && push.conversationId === id);
      }
      expect((await history(again, id)).map(({ seq }) => seq)).toEqual([2]);
    }
    await server.stop();
  });
});

async function until(isMet: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!isMet()) {
    if (Date.now() > end) throw new Error("it did not come about");
    await Bun.sleep(20);
  }
}
