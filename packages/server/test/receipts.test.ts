import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("receipts", () => {
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

  const idOf = ({ user }: Caller) => user.user.id;
  async function newGroup(...others: Caller[]): Promise<number> {
    return (await ann.socket.call("group.create", { memberIds: others.map(idOf) })).conversation.id;
  }
  async function say(from: Caller, conversationId: number) {
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: "hello" };
    const { seq } = await from.socket.call("message.send", { conversationId, id, content });
    return { id, seq: seq as number };
  }
  const readers = (caller: Caller, conversationId: number, seq: number) =>
    readByBoth(server, caller, "message.listReaders", { conversationId, seq });
  const deliver = (caller: Caller, ...positions: object[]) =>
    caller.socket.call("inbox.markDelivered", { positions });
  const setPrivacy = (caller: Caller, readReceipts: boolean) =>
    caller.socket.call("settings.set", {
      section: "privacy",
      value: {
        ...{ email: "nobody", phone: "nobody", lastSeen: "contacts", findByEmail: false, findByPhone: false },
        readReceipts,
      },
    });

  test("[INB-40] [INV-17] delivered positions grow, stop at the newest message, and are told to the others", async () => {
    const conversationId = await newGroup(bob, eve);
    const { seq } = await say(ann, conversationId);
    expect(await deliver(bob, { conversationId, seq: 1_000 }, { conversationId: 999_999, seq: 5 })).toEqual(
      {},
    );
    const told = await ann.socket.push((push) => push.ev === "member.delivered");
    expect(told).toMatchObject({ conversationId, userId: idOf(bob), deliveredSeq: seq });
    expect(await readers(ann, conversationId, seq)).toEqual({ readerIds: [], deliveredIds: [idOf(bob)] });
    await deliver(bob, { conversationId, seq: 0 });
    const second = await say(ann, conversationId);
    expect(await readers(ann, conversationId, second.seq)).toEqual({ readerIds: [], deliveredIds: [] });
    await bob.socket.call("inbox.markRead", { conversationId, seq: second.seq });
    expect(await readers(ann, conversationId, second.seq)).toEqual({
      readerIds: [idOf(bob)],
      deliveredIds: [],
    });
    const { members } = await readByBoth(server, ann, "member.list", { conversationId });
    expect(members.find((member: { userId: number }) => member.userId === idOf(bob)).readSeq).toBe(
      second.seq,
    );
    const many = Array.from({ length: limits.deliveredPositionsMax + 1 }, () => ({ conversationId, seq }));
    expect((await refusedByBoth(server, bob, "inbox.markDelivered", { positions: many })).code).toBe(
      "invalid_arguments",
    );
  });

  test("[INB-41] [INB-42] who came later or left has read nothing, and of what is not seen nobody is told", async () => {
    const conversationId = await newGroup(bob);
    const { id, seq } = await say(ann, conversationId);
    await ann.socket.call("member.add", { conversationId, userIds: [idOf(eve)] });
    await eve.socket.call("inbox.markRead", { conversationId, seq });
    await bob.socket.call("inbox.markRead", { conversationId, seq });
    expect((await readers(ann, conversationId, seq)).readerIds).toEqual([idOf(bob)]);
    await bob.socket.call("inbox.clear", { conversationId });
    expect((await readers(ann, conversationId, seq)).readerIds).toEqual([idOf(bob)]);
    await bob.socket.call("group.leave", { conversationId });
    expect((await readers(ann, conversationId, seq)).readerIds).toEqual([]);
    const gone = await refusedByBoth(server, bob, "message.listReaders", { conversationId, seq });
    expect(gone.code).toBe("not_found");
    for (const wrong of [0, seq + 1]) {
      const args = { conversationId, seq: wrong };
      expect((await refusedByBoth(server, ann, "message.listReaders", args)).code).toBe("not_found");
    }
    await ann.socket.call("message.recall", { conversationId, id });
    const recalled = await refusedByBoth(server, ann, "message.listReaders", { conversationId, seq });
    expect(recalled.code).toBe("not_found");
  });

  test("[INB-41] large groups tell nobody, and those that hide their members the owner and admins", async () => {
    const conversationId = await newGroup(bob, eve);
    const { seq } = await say(bob, conversationId);
    await ann.socket.call("group.update", { conversationId, settings: { hidesMembers: true } });
    const refused = await refusedByBoth(server, bob, "message.listReaders", { conversationId, seq });
    expect(refused.code).toBe("forbidden");
    expect((await readers(ann, conversationId, seq)).readerIds).toEqual([]);
    const { receiptMembersMax } = limits;
    const setCount = (count: number) =>
      server.runStatement(`update conversations set member_count = ${count} where id = ${conversationId}`);
    await setCount(receiptMembersMax);
    await readers(ann, conversationId, seq);
    await setCount(receiptMembersMax + 1);
    expect(await refusedByBoth(server, ann, "message.listReaders", { conversationId, seq })).toMatchObject({
      code: "limit_reached",
      details: { receiptMembersMax },
    });
    await deliver(eve, { conversationId, seq });
    await setCount(3);
    expect((await readers(ann, conversationId, seq)).deliveredIds).toEqual([]);
  });

  test("[INB-43] who keeps receipts to themselves tells nobody, and is told nothing", async () => {
    const [dan, fay] = [await newCaller(server, "dan"), await newCaller(server, "fay")];
    const opened = await dan.socket.call("conversation.openDirect", { userId: idOf(fay) });
    const conversationId = opened.conversation.id;
    const other = await server.connect(dan.user);
    await setPrivacy(dan, false);
    const { seq } = await say(fay, conversationId);
    await deliver(dan, { conversationId, seq });
    await dan.socket.call("inbox.markRead", { conversationId, seq });
    await other.push((push) => push.ev === "member.read" && push.readSeq === seq);
    expect(await readers(fay, conversationId, seq)).toEqual({ readerIds: [], deliveredIds: [] });
    const positions = async (caller: Caller) => {
      const { members } = await readByBoth(server, caller, "member.list", { conversationId });
      return members.map(({ userId, readSeq }: { userId: number; readSeq: number }) => [userId, readSeq]);
    };
    expect(await positions(fay)).toEqual([
      [idOf(dan), 0],
      [idOf(fay), seq],
    ]);
    const answer = await say(dan, conversationId);
    await fay.socket.call("inbox.markRead", { conversationId, seq: answer.seq });
    expect(await positions(dan)).toEqual([
      [idOf(dan), answer.seq],
      [idOf(fay), 0],
    ]);
    const refused = await refusedByBoth(server, dan, "message.listReaders", {
      conversationId,
      seq: answer.seq,
    });
    expect(refused.code).toBe("forbidden");
    await setPrivacy(dan, true);
    const last = await say(fay, conversationId);
    await dan.socket.call("inbox.markRead", { conversationId, seq: last.seq });
    const told = await fay.socket.push((push) => push.ev === "member.read" && push.userId === idOf(dan));
    expect(told.readSeq).toBe(last.seq);
    const isReceipt = ({ ev }: { ev?: string }) => ev === "member.read" || ev === "member.delivered";
    const about = (userId: number) => (push: { userId?: number }) => push.userId === userId;
    expect(fay.socket.pushes.filter(isReceipt).filter(about(idOf(dan)))).toEqual([told]);
    expect(dan.socket.pushes.filter(isReceipt).filter(about(idOf(fay)))).toEqual([]);
    await other.close();
  });

  test("[INB-44] recording is told to the others and kept nowhere", async () => {
    const conversationId = await newGroup(bob);
    expect(await ann.socket.call("signal.recording", { conversationId, kind: "voice" })).toEqual({});
    const told = await bob.socket.push((push) => push.ev === "member.recording");
    expect(told).toEqual({ ev: "member.recording", conversationId, userId: idOf(ann), kind: "voice" });
    const wrong = await refusedByBoth(server, ann, "signal.recording", { conversationId, kind: "smell" });
    expect(wrong.code).toBe("invalid_arguments");
    const foreign = await refusedByBoth(server, eve, "signal.recording", { conversationId, kind: "voice" });
    expect(foreign.code).toBe("not_found");
  });
});
