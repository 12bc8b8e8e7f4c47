import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { type HttpAnswer, startTestServer, type TestServer } from "./support/test-server.ts";

type Found = HttpAnswer["body"]["found"];

describe("message.search", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob, eve] = [
      await newCaller(server, "ann"),
      await newCaller(server, "bob"),
      await newCaller(server, "eve"),
    ];
  });
  afterAll(() => server.stop());

  async function call(caller: Caller, operation: string, args: object): Promise<HttpAnswer["body"]> {
    const { status, body } = await server.post(operation, args, caller.user.accessToken);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  }

  async function send(caller: Caller, conversationId: number, text: string) {
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text };
    return { id, ...(await call(caller, "message.send", { conversationId, id, content })) };
  }

  async function newGroup(members: readonly Caller[], name = "group"): Promise<number> {
    const memberIds = members.map(({ user }) => user.user.id);
    return (await call(ann, "group.create", { name, memberIds })).conversation.id;
  }

  const search = async (caller: Caller, query: string, more: object = {}): Promise<Found> =>
    (await readByBoth(server, caller, "message.search", { query, ...more })).found;
  const idsOf = (found: Found) => found.map(({ message }: Found[number]) => message.id);

  /** Messages are found a moment after they were sent; this one was sent after all that the test looks for. */
  async function indexed(caller: Caller, conversationId: number): Promise<void> {
    const mark = `mark${Bun.randomUUIDv7().replaceAll("-", "")}`;
    await send(caller, conversationId, mark);
    while ((await call(caller, "message.search", { query: mark })).found.length === 0) await Bun.sleep(20);
  }

  test("[SRCH-1] [SRCH-4] a found message comes with where its text has the query, and a part around that", async () => {
    const conversationId = await newGroup([bob]);
    const text = `${"开头".repeat(40)} Ｈｅｌｌｏ 世界，hello again ${"结尾".repeat(40)}`;
    const { id } = await send(bob, conversationId, text);
    await indexed(ann, conversationId);
    const [found, ...others] = await search(ann, "HELLO");
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      conversationId,
      message: { id, senderId: bob.user.user.id, content: { text } },
    });
    const shown = found.highlights.map(({ start, end }: { start: number; end: number }) =>
      text.slice(start, end),
    );
    expect(shown).toEqual(["Ｈｅｌｌｏ", "hello"]);
    const excerpt = text.slice(found.excerpt.start, found.excerpt.end);
    expect(excerpt).toHaveLength(120);
    expect(excerpt).toContain("Ｈｅｌｌｏ 世界");
    expect(await search(ann, "世界 again")).toHaveLength(1);
    expect(await search(ann, "世界 nowhere")).toEqual([]);
    expect(await search(ann, "！？")).toEqual([]);
  });

  test("[SRCH-5] the search is narrowed by conversation, sender, time and kind, and goes on by a cursor", async () => {
    const [one, two] = [await newGroup([bob]), await newGroup([bob])];
    const sent = [
      await send(ann, one, "窄范围 1"),
      await send(bob, one, "窄范围 2"),
      await send(ann, two, "窄范围 3"),
      await send(bob, two, "窄范围 4"),
    ];
    await indexed(ann, two);
    const ids = sent.map(({ id }) => id);
    expect(new Set(idsOf(await search(ann, "窄范围")))).toEqual(new Set(ids));
    expect(idsOf(await search(ann, "窄范围", { conversationId: one }))).toEqual([ids[1], ids[0]]);
    expect(idsOf(await search(ann, "窄范围", { senderId: bob.user.user.id, conversationId: two }))).toEqual([
      ids[3],
    ]);
    expect(await search(ann, "窄范围", { kind: "notice" })).toEqual([]);
    expect(await search(ann, "窄范围", { kind: "text" })).toHaveLength(4);
    const { sentAt } = sent[3] ?? { sentAt: 0 };
    expect(await search(ann, "窄范围", { after: sentAt })).toEqual([]);
    expect(idsOf(await search(ann, "窄范围", { before: sentAt + 1 }))).toContain(ids[3]);
    expect(idsOf(await search(ann, "窄范围", { before: sentAt }))).not.toContain(ids[3]);
    const pages: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await call(ann, "message.search", {
        query: "窄范围",
        limit: 1,
        ...(cursor ? { cursor } : {}),
      });
      pages.push(...idsOf(page.found));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(pages).toHaveLength(4);
    expect(new Set(pages)).toEqual(new Set(ids));
    for (const cursor of ["rubbish", "1.2", "1.2.3.4", "-1.2.3", "A.B.C"]) {
      const error = await ann.socket.errorOf("message.search", { query: "窄范围", cursor });
      expect(error).toMatchObject({ code: "invalid_arguments", details: { path: "/cursor" } });
    }
  });

  test("[SRCH-6] [INV-15] nobody finds what is in a conversation they are not in, or not any more", async () => {
    const conversationId = await newGroup([bob]);
    await send(ann, conversationId, "圈内消息");
    await indexed(ann, conversationId);
    expect(await search(bob, "圈内消息")).toHaveLength(1);
    expect(await search(eve, "圈内消息")).toEqual([]);
    const foreign = await refusedByBoth(server, eve, "message.search", { query: "圈内消息", conversationId });
    expect(foreign.code).toBe("not_found");
    const nowhere = { query: "圈内消息", conversationId: 2 ** 40 };
    expect(await refusedByBoth(server, eve, "message.search", nowhere)).toEqual(foreign);
    await server.runStatement(
      `update members set status = 'left' where conversation_id = ${conversationId} and user_id = ${bob.user.user.id}`,
    );
    expect(await search(bob, "圈内消息")).toEqual([]);
    expect((await refusedByBoth(server, bob, "message.search", { query: "x", conversationId })).code).toBe(
      "not_found",
    );
  });

  test("[SRCH-6] who sees only what came since they joined finds no more than that", async () => {
    const conversationId = await newGroup([bob]);
    const before = await send(ann, conversationId, "入群时间线 之前");
    const after = await send(ann, conversationId, "入群时间线 之后");
    await server.runStatement(
      `update members set first_rev = ${before.rev}, first_seq = ${before.seq}
       where conversation_id = ${conversationId} and user_id = ${bob.user.user.id}`,
    );
    await indexed(ann, conversationId);
    expect(idsOf(await search(ann, "入群时间线"))).toEqual([after.id, before.id]);
    expect(idsOf(await search(bob, "入群时间线"))).toEqual([after.id]);
  });

  test("[SRCH-6] what somebody hid is found by others alone", async () => {
    const conversationId = await newGroup([bob]);
    const [kept, hidden] = [
      await send(ann, conversationId, "隐藏的话 一"),
      await send(ann, conversationId, "隐藏的话 二"),
    ];
    await indexed(ann, conversationId);
    await call(bob, "message.hide", { conversationId, ids: [hidden.id] });
    expect(idsOf(await search(bob, "隐藏的话"))).toEqual([kept.id]);
    expect(idsOf(await search(ann, "隐藏的话"))).toEqual([hidden.id, kept.id]);
  });

  test("[SRCH-10] [INV-12] a recalled message is not found from the moment of the answer, and its marks go", async () => {
    const conversationId = await newGroup([bob]);
    const marker = "鸑鷟麒麟 planted";
    const { id, rev } = await send(ann, conversationId, marker);
    await indexed(ann, conversationId);
    expect(idsOf(await search(bob, "鸑鷟"))).toEqual([id]);
    const hasLine = async () => {
      const where = `where conversation_id = ${conversationId}`;
      const blocks = await server.searchRows(`select lines from search_blocks ${where}`);
      return blocks.some(({ lines }) => String(lines).includes(`\n${rev}:`));
    };
    expect(await hasLine()).toBe(true);
    await call(ann, "message.recall", { conversationId, id });
    for (const query of ["鸑鷟", "planted", "鸑"]) expect(await search(bob, query)).toEqual([]);
    const early = await send(ann, conversationId, marker);
    await call(ann, "message.recall", { conversationId, id: early.id });
    await indexed(ann, conversationId);
    expect(await hasLine()).toBe(false);
    expect(await search(bob, "鸑鷟")).toEqual([]);
  });

  test("[SRCH-11] a message whose text changes is found by the new one, and not by the old", async () => {
    const conversationId = await newGroup([bob]);
    const { id, rev } = await send(ann, conversationId, "改前的话");
    await indexed(ann, conversationId);
    await server.runStatement(
      `update log set body = '{"type":"text","text":"改后的字"}' where conversation_id = ${conversationId} and rev = ${rev}`,
    );
    expect(await search(bob, "改前")).toEqual([]);
    await indexed(ann, conversationId);
    expect(idsOf(await search(bob, "改后的字"))).toEqual([id]);
    expect(await search(bob, "改前")).toEqual([]);
  });

  test("[SRCH-8] what was sent before a restart is found after it, once", async () => {
    const conversationId = await newGroup([bob]);
    const { id } = await send(ann, conversationId, "重启之前");
    await server.restart();
    const [socketOfAnn, socketOfBob] = await Promise.all([
      server.connect(ann.user),
      server.connect(bob.user),
    ]);
    const [annNow, bobNow] = [
      { user: ann.user, socket: socketOfAnn },
      { user: bob.user, socket: socketOfBob },
    ];
    await indexed(annNow, conversationId);
    expect(idsOf(await search(bobNow, "重启之前"))).toEqual([id]);
    const blocks = await server.searchRows(
      `select lines from search_blocks where conversation_id = ${conversationId}`,
    );
    const revs = blocks.flatMap(({ lines }) => String(lines).match(/\n\d+:/g) ?? []);
    expect(new Set(revs).size).toBe(revs.length);
  });
});
