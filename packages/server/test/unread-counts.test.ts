import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Message } from "@parley/protocol";
import fc from "fast-check";
import { type Caller, newCaller } from "./support/both-transports.ts";
import { idOf } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

// Hundreds of small runs.
setDefaultTimeout(180_000);

const kinds = [
  ...["send", "send", "mention", "mention", "mentionAll", "expiring", "edit", "recall", "recall"],
  ...["read", "read", "markUnread", "hide", "hide", "clear", "leave", "rejoin", "remove", "look"],
] as const;

interface Act {
  readonly kind: string;
  /** Which of the members does it. */
  readonly who: number;
  /** Of what there is, which; of members, whom. */
  readonly which: number;
}

interface Head {
  readonly conversation: { readonly id: number };
  readonly lastRev: number;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly mentions?: number;
  readonly own?: { readonly unreadMarkSeq?: number };
}

/** An event of the log, with what one of a message says besides. */
interface LogEvent extends Pick<Message, "mentions" | "mentionsAll" | "recalledAt"> {
  readonly ev: string;
  readonly rev: number;
  readonly seq?: number;
  readonly senderId?: number;
}

/** A conversation, and what the test knows of it besides its log. */
interface Place {
  readonly conversationId: number;
  readonly members: readonly Caller[];
  /** Never leaves, hides or clears: sees the whole log. */
  readonly witness: Caller;
  readonly sent: { id: string; seq: number; sender: Caller }[];
  readonly hidden: Map<Caller, Set<number>>;
  /** Read positions are never before these. */
  readonly readUpto: Map<Caller, number>;
  readonly isOut: Set<Caller>;
}

/** Counted one by one: what is after the position, was not erased, is not hidden. */
function slowCount(log: readonly LogEvent[], head: Head, reader: number, hidden: ReadonlySet<number>) {
  const gone = new Set<number>();
  for (const { ev, seq = 0, recalledAt } of log) {
    const isErasing = ev === "message.recalled" || ev === "message.expired";
    if (isErasing || recalledAt !== undefined) gone.add(seq);
  }
  const unread = log.filter(({ ev, seq = 0 }) => {
    const isAfter = seq > head.readSeq && seq <= head.lastSeq;
    return ev === "message.sent" && isAfter && !gone.has(seq) && !hidden.has(seq);
  });
  const mentioning = unread.filter(({ senderId, mentions = [], mentionsAll = false }) => {
    return senderId !== reader && (mentionsAll || mentions.includes(reader));
  });
  return { unread: unread.length, mentions: mentioning.length };
}

describe("unread messages and mentions, counted anew", () => {
  let server: TestServer;
  let witness: Caller;
  let members: Caller[];
  const places: Place[] = [];
  beforeAll(async () => {
    server = await startTestServer();
    witness = await newCaller(server, "witness");
    members = [];
    for (const name of ["ann", "bob", "carl"]) members.push(await newCaller(server, name));
  });
  afterAll(() => server.stop());

  /** All of them, or those up to one conversation. */
  async function headsOf(caller: Caller, uptoId?: number): Promise<Map<number, Head>> {
    const heads = new Map<number, Head>();
    let before: string | undefined;
    for (;;) {
      const answer = await caller.socket.call("inbox.list", before === undefined ? {} : { before });
      for (const head of answer.heads as Head[]) heads.set(head.conversation.id, head);
      if (answer.next === null || (uptoId !== undefined && heads.has(uptoId))) return heads;
      before = answer.next;
    }
  }

  async function logOf({ conversationId, witness: caller }: Place): Promise<LogEvent[]> {
    const log: LogEvent[] = [];
    for (;;) {
      const afterRev = log.at(-1)?.rev ?? 0;
      const { events } = await caller.socket.call("sync.range", { conversationId, afterRev });
      if (events.length === 0) return log;
      log.push(...events);
    }
  }

  /** Compares every member's head with the log as of that head. */
  async function look(place: Place): Promise<void> {
    for (const member of place.members) {
      if (place.isOut.has(member)) continue;
      for (;;) {
        const log = await logOf(place);
        const head = (await headsOf(member, place.conversationId)).get(place.conversationId);
        if (head === undefined) throw new Error("a member's conversation is not in the list");
        // Something expired in between.
        if (head.lastRev !== log.at(-1)?.rev) continue;
        compare(place, member, head, log);
        break;
      }
    }
  }

  function compare(place: Place, member: Caller, head: Head, log: readonly LogEvent[]): void {
    const counted = slowCount(log, head, idOf(member), place.hidden.get(member) ?? new Set());
    expect({ unread: head.unread, mentions: head.mentions ?? 0 }).toEqual(counted);
    expect(head.readSeq).toBeGreaterThanOrEqual(place.readUpto.get(member) ?? 0);
    place.readUpto.set(member, head.readSeq);
  }

  async function send(place: Place, sender: Caller, extras: object): Promise<void> {
    const id = Bun.randomUUIDv7();
    const { conversationId, sent } = place;
    const content = { type: "text", text: "a few words" };
    const { seq } = await sender.socket.call("message.send", { conversationId, id, content, ...extras });
    sent.push({ id, seq, sender });
    place.readUpto.set(sender, seq);
  }

  /** Does it where it can be done; what the rules refuse changes nothing. */
  async function run(place: Place, { kind, who, which }: Act): Promise<void> {
    const { conversationId, sent, isOut } = place;
    const member = place.members[who % place.members.length] ?? place.witness;
    const other = place.members[which % place.members.length] ?? place.witness;
    const message = sent[which % Math.max(1, sent.length)];
    if (kind === "look") return look(place);
    if (kind === "rejoin") {
      await place.witness.socket.call("member.add", { conversationId, userIds: [idOf(other)] });
      isOut.delete(other);
      return;
    }
    if (isOut.has(member)) return;
    const call = (operation: string, args: object = {}) =>
      member.socket.call(operation, { conversationId, ...args });
    switch (kind) {
      case "send":
        return send(place, member, {});
      case "mention":
        return isOut.has(other) ? undefined : send(place, member, { mentions: [idOf(other)] });
      case "mentionAll": {
        const named = isOut.has(other) ? {} : { mentions: [idOf(other)] };
        return send(place, place.witness, { mentionsAll: true, ...named });
      }
      case "expiring":
        return send(place, member, { mentions: [idOf(member)], expire: { afterMs: 1_000, from: "sent" } });
      case "leave":
        await call("group.leave");
        isOut.add(member);
        return;
      case "remove":
        if (!isOut.has(other)) {
          await place.witness.socket.call("member.remove", { conversationId, userId: idOf(other) });
        }
        isOut.add(other);
        return;
      case "clear":
        await call("inbox.clear");
        place.readUpto.set(member, sent.at(-1)?.seq ?? 0);
        return;
      case "markUnread":
        await call("inbox.markUnread");
        return;
    }
    if (message !== undefined) await runOn(place, member, kind, message);
  }

  async function runOn(
    place: Place,
    member: Caller,
    kind: string,
    message: Place["sent"][number],
  ): Promise<void> {
    const { conversationId } = place;
    const { id, seq, sender } = message;
    if (kind === "read") {
      await member.socket.call("inbox.markRead", { conversationId, seq });
      place.readUpto.set(member, Math.max(place.readUpto.get(member) ?? 0, seq));
      return;
    }
    const args = { conversationId, id };
    if (kind === "hide") {
      const { status } = await server.post(
        "message.hide",
        { conversationId, ids: [id] },
        member.user.accessToken,
      );
      if (status !== 200) return;
      const hidden = place.hidden.get(member) ?? new Set();
      place.hidden.set(member, hidden.add(seq));
      return;
    }
    const content = { type: "text", text: `edited ${Bun.randomUUIDv7()}` };
    const token = sender.user.accessToken;
    // Erased ones and those before coming in are refused.
    await server.post(`message.${kind}`, kind === "edit" ? { ...args, content } : args, token);
  }

  const actsOf = (names: readonly string[], max: number) =>
    fc.array(fc.record({ kind: fc.constantFrom(...names), who: fc.nat(2), which: fc.nat(99) }), {
      minLength: 3,
      maxLength: max,
    });
  const newPlace = (conversationId: number, of: readonly Caller[], by: Caller): Place => ({
    ...{ conversationId, members: of, witness: by, sent: [] },
    ...{ hidden: new Map(), readUpto: new Map(), isOut: new Set<Caller>() },
  });

  test("[INV-18] [INB-30] [CONV-7] whatever members of a group do, heads count what a slow count of the log counts", async () => {
    const property = fc.asyncProperty(actsOf(kinds, 24), async (acts) => {
      const memberIds = members.map(idOf);
      const { conversation } = await witness.socket.call("group.create", { name: "g", memberIds });
      const place = newPlace(conversation.id, members, witness);
      places.push(place);
      for (const act of acts) await run(place, act);
      await look(place);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  test("[INV-18] [EXP-3] and once everything that expires has, they still do", async () => {
    const open = () => server.rows("select count(*) as n from expiring_messages");
    while (Number((await open())[0]?.n) > 0) await Bun.sleep(50);
    const heads = new Map<Caller, Map<number, Head>>();
    for (const member of members) heads.set(member, await headsOf(member));
    let compared = 0;
    for (const place of places) {
      const log = await logOf(place);
      for (const member of members) {
        const head = heads.get(member)?.get(place.conversationId);
        if (place.isOut.has(member) || head === undefined) continue;
        expect(head.lastRev).toBe(log.at(-1)?.rev ?? 0);
        compare(place, member, head, log);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  test("[INV-18] [CONV-6] the same between two people, where positions are kept another way", async () => {
    const [ann = witness, bob = witness] = members;
    const { conversation } = await ann.socket.call("conversation.openDirect", { userId: idOf(bob) });
    const place = newPlace(conversation.id, [ann, bob], ann);
    const names = ["send", "send", "mention", "expiring", "edit", "recall", "read", "markUnread", "look"];
    const property = fc.asyncProperty(actsOf(names, 12), async (acts) => {
      for (const act of acts) await run(place, act);
      await look(place);
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });
});
