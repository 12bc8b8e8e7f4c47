import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("synchronisation", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const opened = await ann.socket.call("conversation.openDirect", { userId: bob.user.user.id });
    conversationId = opened.conversation.id;
  });
  afterAll(() => server.stop());

  const send = (from: Caller, text: string, to = conversationId) =>
    from.socket.call("message.send", {
      conversationId: to,
      id: Bun.randomUUIDv7(),
      content: { type: "text", text },
    });
  const heads = (caller: Caller, since?: string) =>
    readByBoth(server, caller, "sync.heads", since === undefined ? {} : { since });
  const idsOf = (answer: { heads: { conversation: { id: number } }[] }) =>
    answer.heads.map((head) => head.conversation.id);
  /**
   * A cursor after which nothing has changed. On PostgreSQL one head comes again while transactions run that began
   * before it, those of other databases too.
   */
  const quietCursor = async (caller: Caller, since?: string): Promise<string> => {
    for (let cursor = since ?? (await heads(caller)).cursor; ; ) {
      const page = await heads(caller, cursor);
      if (page.heads.length === 0) return cursor;
      cursor = page.cursor;
    }
  };

  test("[SYNC-1] [INV-04] numbers are gapless whatever was refused in between", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    const calls = Array.from({ length: 60 }, (_, index) =>
      index % 3 === 0
        ? ann.socket.exchange("message.send", {
            conversationId: conversation.id,
            id: "not-an-id",
            content: { type: "text", text: "x" },
          })
        : send(index % 2 === 0 ? ann : bob, `${index}`, conversation.id),
    );
    await Promise.all(calls);
    const { events, lastRev } = await readByBoth(server, bob, "sync.range", {
      conversationId: conversation.id,
      afterRev: 0,
      limit: 500,
    });
    expect(events.map(({ rev }: { rev: number }) => rev)).toEqual(
      Array.from({ length: 41 }, (_, n) => n + 1),
    );
    expect(events.flatMap(({ seq }: { seq?: number }) => seq ?? [])).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
    expect(lastRev).toBe(41);
  });

  test("[SYNC-4] a cursor finds what changed after it: events, and one's own position, each for whom it concerns", async () => {
    const [annsBefore, bobsBefore] = [await quietCursor(ann), await quietCursor(bob)];
    const { seq } = await send(ann, "news");
    const changed = await heads(bob, bobsBefore);
    expect(changed.heads).toMatchObject([
      { conversation: { id: conversationId }, lastSeq: seq, peerId: ann.user.user.id },
    ]);
    expect(changed.users).toEqual([ann.user.user]);
    const bobsNow = await quietCursor(bob, changed.cursor);
    const annsNow = await quietCursor(ann, annsBefore);
    await bob.socket.call("inbox.markRead", { conversationId, seq });
    expect((await heads(bob, bobsNow)).heads).toMatchObject([{ readSeq: seq, unread: 0 }]);
    expect(idsOf(await heads(ann, annsNow))).toEqual([]);
  });

  test("[SYNC-4] [INV-24] what changed comes in pages, bounded in heads and in bytes", async () => {
    const cat = await newCaller(server, "cat");
    const ids: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const { conversation } = await ann.socket.call("group.create", { memberIds: [cat.user.user.id] });
      ids.push(conversation.id);
    }
    const pages = async (args: object) => {
      const found: number[][] = [];
      for (let since: string | undefined; ; ) {
        const page = await readByBoth(server, cat, "sync.heads", { ...args, ...(since && { since }) });
        found.push(idsOf(page).filter((id) => ids.includes(id)));
        since = page.cursor;
        if (!page.hasMore) return found;
      }
    };
    expect((await pages({ limit: 2 })).flat()).toEqual(ids);
    expect(await pages({ limit: 500 })).toEqual([ids]);
    for (const id of ids) {
      // Eight thousand characters that JSON writes in six bytes each.
      await send(ann, "\u0001".repeat(limits.textCharsMax), id);
    }
    const whole = await pages({ limit: 500 });
    expect(whole).toHaveLength(2);
    expect(whole.flat()).toEqual(ids);
    const error = await refusedByBoth(server, cat, "sync.heads", { limit: 501 });
    expect(error.code).toBe("invalid_arguments");
  });

  test("[SYNC-4] a cursor that cannot be read is refused", async () => {
    for (const since of ["x", "", "-1", "1.5", "1e3", "9".repeat(40), "' or 1=1", " 1"]) {
      const error = await refusedByBoth(server, ann, "sync.heads", { since });
      expect([since, error.code, error.details]).toEqual([since, "invalid_arguments", { path: "/since" }]);
    }
  });

  test("[SYNC-3] [MSG-21] [INV-12] a range is what was pushed, in pages, with recalled content gone", async () => {
    const bobsPhone = await server.connect(bob.user);
    const { lastRev: start } = await readByBoth(server, bob, "sync.range", { conversationId, afterRev: 0 });
    const id = Bun.randomUUIDv7();
    await ann.socket.call("message.send", { conversationId, id, content: { type: "text", text: "regret" } });
    await send(bob, "between");
    await ann.socket.call("message.recall", { conversationId, id });
    await send(ann, "after");
    const events = () => bobsPhone.pushes.filter((push) => push.rev > start);
    await bobsPhone.until(() => events().length === 4);
    const paged = [];
    for (let afterRev = start; ; ) {
      const page = await readByBoth(server, bob, "sync.range", { conversationId, afterRev, limit: 3 });
      paged.push(...page.events);
      if (page.events.length === 0) break;
      afterRev = page.events.at(-1).rev;
    }
    const recalledAt = events()[2].at;
    const [first, ...rest] = events();
    expect(paged).toEqual([{ ...first, content: null, recalledAt }, ...rest]);
    bobsPhone.close();
  });

  test("[SYNC-5] [INV-08] [INV-09] who says hello first and fetches second misses nothing and knows what came twice", async () => {
    let isSending = true;
    const sending = (async () => {
      for (let index = 0; isSending; index += 1) await send(ann, `${index}`);
    })();
    for (let round = 0; round < 10; round += 1) {
      const device = await server.connect(bob.user);
      const { heads: fetched } = await device.call("sync.heads");
      const lastRev: number = fetched.find(
        (head: { conversation: { id: number } }) => head.conversation.id === conversationId,
      ).lastRev;
      await device.push((push) => push.rev > lastRev + 2);
      const pushed = device.pushes.flatMap((push) =>
        push.conversationId === conversationId ? push.rev : [],
      );
      expect(pushed[0]).toBeLessThanOrEqual(lastRev + 1);
      expect(pushed).toEqual(pushed.map((_, index) => pushed[0] + index));
      device.close();
    }
    isSending = false;
    await sending;
  });

  test("[SYNC-6] the epoch stays the same from hello to hello and over a restart, and differs between servers", async () => {
    const epochOf = async (of: TestServer, caller: Caller) => {
      const socket = await of.open();
      const { epoch } = await socket.hello(caller.user.accessToken);
      socket.close();
      return epoch;
    };
    const epoch = await epochOf(server, ann);
    expect(await epochOf(server, bob)).toBe(epoch);
    await server.restart();
    expect(await epochOf(server, bob)).toBe(epoch);
    const other = await startTestServer();
    expect(await epochOf(other, await newCaller(other, "ann"))).not.toBe(epoch);
    await other.stop();
  });
});
