import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("what members keep of conversations for themselves", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
  });
  afterAll(() => server.stop());

  const read = (caller: Caller, operation: string, args: object = {}) =>
    readByBoth(server, caller, operation, args);
  async function newGroup(...others: Caller[]): Promise<number> {
    const memberIds = others.map(({ user }) => user.user.id);
    return (await ann.socket.call("group.create", { memberIds })).conversation.id;
  }
  async function say(from: Caller, conversationId: number, text = "hello", more: object = {}) {
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text };
    const sent = await from.socket.call("message.send", { conversationId, id, content, ...more });
    return { id, seq: sent.seq as number };
  }
  async function headOf(caller: Caller, conversationId: number) {
    const { heads } = await read(caller, "sync.heads", { limit: 500 });
    return heads.find((head: { conversation: { id: number } }) => head.conversation.id === conversationId);
  }
  async function listed(caller: Caller, args: object = {}): Promise<number[]> {
    const { heads } = await read(caller, "inbox.list", args);
    return heads.map((head: { conversation: { id: number } }) => head.conversation.id);
  }
  /** What the feed's events add up to is what heads show. */
  async function expectTold(caller: Caller, conversationId: number, own: object): Promise<void> {
    const mine = () =>
      caller.socket.pushes.filter(
        (push) => push.ev === "inbox.changed" && push.inConversationId === conversationId,
      );
    await caller.socket.until(() => Bun.deepEquals(mine().at(-1)?.own, own));
    expect((await headOf(caller, conversationId)).own ?? {}).toEqual(own);
  }

  test("[INB-1] [INB-2] [INB-3] pins are the caller's alone, told once, and bounded", async () => {
    const [first, second] = [await newGroup(bob), await newGroup(bob)];
    const { own } = await ann.socket.call("inbox.pin", { conversationId: first });
    expect((await listed(ann)).slice(0, 2)).toEqual([first, second]);
    expect((await listed(bob)).slice(0, 2)).toEqual([second, first]);
    await expectTold(ann, first, { pinnedAt: own.pinnedAt });
    expect(await ann.socket.call("inbox.pin", { conversationId: first })).toEqual({ own });
    const page = await read(ann, "inbox.list", { limit: 1 });
    expect((await listed(ann, { before: page.next, limit: 1 }))[0]).toBe(second);
    await server.runStatement(
      `update members set pinned_at = 1 where user_id = ${ann.user.user.id} and conversation_id <> ${second}`,
    );
    const pinned = await ann.socket.call("inbox.list", { limit: 500 });
    expect(pinned.heads.length).toBeLessThan(limits.pinnedConversationsMax);
    const others = limits.pinnedConversationsMax - pinned.heads.length + 1;
    for (let made = 0; made < others; made += 1) await newGroup();
    await server.runStatement(
      `update members set pinned_at = 1 where user_id = ${ann.user.user.id} and conversation_id <> ${second}`,
    );
    const refused = await refusedByBoth(server, ann, "inbox.pin", { conversationId: second });
    expect(refused).toMatchObject({
      code: "limit_reached",
      details: { pinnedConversationsMax: limits.pinnedConversationsMax },
    });
    await server.runStatement(`update members set pinned_at = 0 where user_id = ${ann.user.user.id}`);
    await ann.socket.call("inbox.unpin", { conversationId: first });
    await expectTold(ann, first, {});
    expect(bob.socket.pushes.filter((push) => push.ev === "inbox.changed")).toEqual([]);
  });

  test("[INB-4] [INB-5] an archived conversation comes back with a message unless it is muted", async () => {
    const conversationId = await newGroup(bob);
    await say(bob, conversationId);
    expect((await ann.socket.call("inbox.archive", { conversationId })).own).toEqual({ archivedSeq: 1 });
    expect(await listed(ann, { filter: "archived" })).toEqual([conversationId]);
    expect(await listed(ann, { filter: "active" })).not.toContain(conversationId);
    await say(bob, conversationId);
    expect(await listed(ann, { filter: "archived" })).toEqual([]);
    await ann.socket.call("inbox.mute", { conversationId });
    expect(await listed(ann, { filter: "archived" })).toEqual([conversationId]);
    const { mutedForever } = limits;
    await expectTold(ann, conversationId, { archivedSeq: 1, mutedUntil: mutedForever });
    expect((await headOf(ann, conversationId)).unread).toBe(2);
    await ann.socket.call("inbox.unmute", { conversationId });
    await ann.socket.call("inbox.setLevel", { conversationId, level: "mentions" });
    await ann.socket.call("inbox.unarchive", { conversationId });
    await expectTold(ann, conversationId, { level: "mentions" });
    await ann.socket.call("inbox.setLevel", { conversationId, level: "all" });
    await ann.socket.call("inbox.mute", { conversationId, until: mutedForever - 5 });
    await expectTold(ann, conversationId, { mutedUntil: mutedForever - 5 });
  });

  test("[INB-6] a conversation marked unread is so until its member reads or writes, and moves nothing", async () => {
    const conversationId = await newGroup(bob);
    await say(bob, conversationId);
    await ann.socket.call("inbox.markRead", { conversationId, seq: 1 });
    await ann.socket.call("inbox.markUnread", { conversationId });
    await expectTold(ann, conversationId, { unreadMarkSeq: 1 });
    expect(await headOf(ann, conversationId)).toMatchObject({ readSeq: 1, unread: 0 });
    expect(await listed(ann, { filter: "unread" })).toContain(conversationId);
    await ann.socket.call("inbox.markRead", { conversationId, seq: 1 });
    await expectTold(ann, conversationId, {});
    await ann.socket.call("inbox.markUnread", { conversationId });
    await say(ann, conversationId);
    expect(await listed(ann, { filter: "unread" })).not.toContain(conversationId);
  });

  test("[INB-7] a hidden conversation is not listed until a message, or until it is opened again", async () => {
    const opened = await ann.socket.call("conversation.openDirect", { userId: bob.user.user.id });
    const conversationId = opened.conversation.id;
    await ann.socket.call("inbox.hide", { conversationId });
    expect(await listed(ann)).not.toContain(conversationId);
    expect((await headOf(ann, conversationId)).own).toEqual({ unlistedSeq: 0 });
    expect(await listed(bob)).toContain(conversationId);
    await ann.socket.call("conversation.openDirect", { userId: bob.user.user.id });
    expect(await listed(ann)).toContain(conversationId);
    await ann.socket.call("inbox.hide", { conversationId });
    await say(bob, conversationId);
    expect(await listed(ann)).toContain(conversationId);
    await ann.socket.call("inbox.hide", { conversationId });
    await ann.socket.call("inbox.unhide", { conversationId });
    expect(await listed(ann)).toContain(conversationId);
  });

  test("[INB-8] [CALL-7] what is cleared is in nothing the caller is answered, and others have it still", async () => {
    const conversationId = await newGroup(bob);
    const marker = `marker${Bun.randomUUIDv7().replaceAll("-", "")}`;
    const old = await say(bob, conversationId, marker);
    await ann.socket.call("message.save", { conversationId, id: old.id });
    await ann.socket.call("message.pin", { conversationId, id: old.id });
    const { own } = await ann.socket.call("inbox.clear", { conversationId });
    expect(own).toEqual({ clearedSeq: old.seq });
    const answer = await say(bob, conversationId, "answer", { replyTo: old.id });
    await expectTold(ann, conversationId, { clearedSeq: old.seq });
    const place = { conversationId };
    const answers = [
      await read(ann, "message.list", place),
      await read(ann, "message.context", { ...place, seq: answer.seq }),
      await read(ann, "sync.range", { ...place, afterRev: 0 }),
      await read(ann, "message.listSaved"),
      await read(ann, "message.listPinned", place),
      await read(ann, "message.search", { query: marker }),
      await read(ann, "inbox.list"),
      await read(ann, "sync.heads"),
    ];
    expect(JSON.stringify(answers)).not.toContain(old.id.concat('","senderId'));
    expect(JSON.stringify(answers)).not.toContain(marker);
    for (const [operation, args] of [
      ["message.context", { ...place, seq: old.seq }],
      ["message.react", { ...place, id: old.id, emojis: ["👍"] }],
      ["message.listReaders", { ...place, seq: old.seq }],
    ] as const) {
      expect((await refusedByBoth(server, ann, operation, args)).code).toBe("not_found");
    }
    expect(await headOf(ann, conversationId)).toMatchObject({ unread: 1, readSeq: old.seq });
    expect(JSON.stringify(await read(bob, "message.list", place))).toContain(marker);
  });

  test("[INB-10] [INB-11] [INB-12] folders are one's own, in one's own order, and told whole", async () => {
    const conversationId = await newGroup(bob);
    const call = (operation: string, args: object) => ann.socket.call(operation, args);
    const work = (await call("folder.create", { name: " work " })).folder;
    expect(work.name).toBe("work");
    const home = (await call("folder.create", { name: "home" })).folder;
    expect((await call("folder.reorder", { ids: [home.id, work.id] })).folders).toEqual([home, work]);
    for (const ids of [[home.id], [home.id, home.id], [home.id, work.id, 999]]) {
      expect((await refusedByBoth(server, ann, "folder.reorder", { ids })).code).toBe("invalid_arguments");
    }
    const assigned = await call("folder.assign", { conversationId, folderIds: [work.id, home.id, work.id] });
    expect(assigned.own.folderIds).toEqual([work.id, home.id].sort((left, right) => left - right));
    expect(await listed(ann, { folderId: work.id })).toEqual([conversationId]);
    expect(await listed(bob, { folderId: work.id })).toEqual([]);
    for (const [operation, args] of [
      ["folder.rename", { id: work.id, name: "mine" }],
      ["folder.remove", { id: work.id }],
      ["folder.assign", { conversationId, folderIds: [work.id] }],
    ] as const) {
      expect((await refusedByBoth(server, bob, operation, args)).code).toBe("not_found");
    }
    await call("folder.rename", { id: work.id, name: "office" });
    const { folders } = await call("folder.remove", { id: home.id });
    expect(folders).toEqual([{ id: work.id, name: "office" }]);
    await expectTold(ann, conversationId, { folderIds: [work.id] });
    expect((await read(ann, "folder.list")).folders).toEqual(folders);
    const told = () => ann.socket.pushes.filter((push) => push.ev === "folder.changed");
    await ann.socket.until(() => Bun.deepEquals(told().at(-1)?.folders, folders));
    for (let made = 1; made < limits.foldersMax; made += 1) await call("folder.create", { name: `f${made}` });
    expect(await refusedByBoth(server, ann, "folder.create", { name: "more" })).toMatchObject({
      code: "limit_reached",
      details: { foldersMax: limits.foldersMax },
    });
  });

  test("[INB-20] [INB-21] [INB-22] a draft is on every device, the later one stays, sending ends it", async () => {
    const conversationId = await newGroup(bob);
    const other = await server.connect(ann.user);
    const save = (args: object) => ann.socket.call("inbox.saveDraft", { conversationId, ...args });
    const { draft } = await save({ text: "half a thou" });
    expect(draft.text).toBe("half a thou");
    expect(await other.push((push) => push.ev === "draft.changed")).toMatchObject({ conversationId, draft });
    expect((await headOf(ann, conversationId)).draft).toEqual(draft);
    expect(await save({ text: "older", writtenAt: draft.at - 1 })).toEqual({ draft });
    const later = (await save({ text: "later", writtenAt: Number.MAX_SAFE_INTEGER })).draft;
    expect(later.at).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect((await save({ text: "newest" })).draft.text).toBe("newest");
    await say(ann, conversationId);
    expect((await headOf(ann, conversationId)).draft).toBeUndefined();
    await save({ text: "again" });
    expect(await save({ text: " " })).toEqual({ draft: null });
    expect((await headOf(ann, conversationId)).draft).toBeUndefined();
    expect(JSON.stringify(bob.socket.pushes)).not.toContain("draft.changed");
    const text = "x".repeat(limits.draftCharsMax + 1);
    expect((await refusedByBoth(server, ann, "inbox.saveDraft", { conversationId, text })).code).toBe(
      "invalid_arguments",
    );
    expect((await save({ text: text.slice(1) })).draft.text).toHaveLength(limits.draftCharsMax);
    await other.close();
  });

  test("[INB-30] [INV-18] mentions are counted until they are read, recalled or hidden", async () => {
    const conversationId = await newGroup(bob);
    const annId = ann.user.user.id;
    const sent = [];
    for (let count = 0; count < 4; count += 1) {
      sent.push(await say(bob, conversationId, `@ann ${count}`, { mentions: [annId] }));
    }
    const mentions = async () => (await headOf(ann, conversationId)).mentions;
    expect(await mentions()).toBe(4);
    expect((await headOf(bob, conversationId)).mentions).toBeUndefined();
    expect(await listed(ann, { filter: "mentions" })).toEqual([conversationId]);
    await bob.socket.call("message.recall", { conversationId, id: sent[3]?.id });
    expect(await mentions()).toBe(3);
    await ann.socket.call("message.hide", { conversationId, ids: [sent[2]?.id] });
    expect(await mentions()).toBe(2);
    await ann.socket.call("inbox.markRead", { conversationId, seq: sent[0]?.seq });
    expect(await mentions()).toBe(1);
    await ann.socket.call("inbox.markRead", { conversationId, seq: sent[3]?.seq });
    expect(await mentions()).toBeUndefined();
    await say(ann, conversationId, "@all", { mentionsAll: true });
    expect((await headOf(bob, conversationId)).mentions).toBe(1);
    expect(await mentions()).toBeUndefined();
  });
});
