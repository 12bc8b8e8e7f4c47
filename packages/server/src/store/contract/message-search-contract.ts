import { expect, test } from "bun:test";
import fc from "fast-check";
import { type FoundMessage, findMessages, firstAt } from "../../engine/search/find-messages.ts";
import { indexMessages } from "../../engine/search/index-messages.ts";
import { parseQuery } from "../../engine/search/search-query.ts";
import { type Fixture, testMessage } from "./store-contract.ts";

const words = [
  "我们",
  "今天",
  "我",
  "龘",
  "天我",
  "meet",
  "meeting",
  "meetings",
  "me",
  "rev",
  "review",
  "！",
];

const aText = fc
  .array(fc.constantFrom(...words, " "), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join("") || "！");

const aStep = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant("send"),
      text: aText,
      count: fc.integer({ min: 1, max: 9 }),
      after: fc.integer({ min: -3, max: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("edit"), at: fc.nat(), text: aText }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("erase"), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("purge"), at: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("index") }) },
);

type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

interface Sent {
  readonly id: string;
  readonly rev: number;
  readonly sentAt: number;
  text: string | null;
}

/** What it is to be found, said once more and without any index. */
function has(text: string, query: string): boolean {
  const wordsOf = text.match(/[a-z]+/g) ?? [];
  return query.split(" ").every((part) => {
    if (!/^[a-z]/.test(part)) return text.includes(part);
    return wordsOf.some((word) => (part.length < 3 ? word === part : word.startsWith(part)));
  });
}

const queries = [
  "我们",
  "今天我",
  "我",
  "龘",
  "龘靐",
  "meet",
  "meetings",
  "me",
  "rev",
  "reviews",
  "我们 meet",
  "天 rev",
];

export function messageSearchContract({ store, indexer, change, newUser, newGroup }: Fixture): void {
  async function allFound(userId: number, query: string, limit: number): Promise<FoundMessage[]> {
    const text = parseQuery(query);
    if (text === null) throw new Error("nothing to look for");
    const all: FoundMessage[] = [];
    for (let behind = firstAt(Number.MAX_SAFE_INTEGER - 1); ; ) {
      const { found, next } = await findMessages(store().reader, {
        ...{ userId, conversationId: null, text, behind },
        ...{ sentAfter: -1, limit, admits: () => true },
      });
      all.push(...found);
      if (next === null) return all;
      behind = next;
    }
  }

  async function run(steps: readonly Step[], limit: number): Promise<void> {
    const user = await newUser("prober");
    const conversationId = await newGroup([user]);
    const sent: Sent[] = [];
    let [now, purgedRev] = [1_000, 0];
    const some = (at: number) => sent[at % Math.max(1, sent.length)];
    async function send(text: string, count: number, after: number) {
      const messages = Array.from({ length: count }, (_, index) =>
        testMessage({ conversationId, senderId: user, text, sentAt: now + after * index }),
      );
      now += after * count;
      const outcomes = await store().commit(
        messages.map((message) => ({ kind: "append", message }) as const),
      );
      for (const [index, outcome] of outcomes.entries()) {
        const message = messages[index];
        if (outcome.status !== "appended" || outcome.outcome.status !== "sent" || message === undefined)
          throw new Error(outcome.status);
        sent.push({ id: message.id, rev: outcome.outcome.rev, sentAt: message.sentAt, text });
      }
    }
    for (const step of steps) {
      if (step.kind === "send") await send(step.text, step.count, step.after);
      else if (step.kind === "index") await indexMessages(indexer());
      else {
        const message = some(step.at);
        if (message === undefined || message.text === null) continue;
        if (step.kind === "edit") {
          const body = JSON.stringify({ type: "text", text: step.text });
          await change((tx) => tx.log.setBody(conversationId, message.rev, body));
          message.text = step.text;
        } else if (step.kind === "erase") {
          await change((tx) => tx.log.eraseMessage(conversationId, message.id, 1, 1));
          message.text = null;
        } else {
          purgedRev = Math.max(purgedRev, message.rev);
          await change((tx) => tx.retention.purge(conversationId, { rev: purgedRev, seq: 1 }));
        }
      }
    }
    await indexMessages(indexer());
    for (const query of queries) {
      const expected = sent.filter(({ rev, text }) => rev > purgedRev && text !== null && has(text, query));
      const found = await allFound(user, query, limit);
      const inOrder = expected.toSorted((left, right) => right.sentAt - left.sentAt || right.rev - left.rev);
      // The block in which what may be seen begins is read whole: who answers looks at each place (SRCH-6).
      const seen = found.filter(({ rev }) => rev > purgedRev);
      expect([query, seen.map(({ rev }) => rev)]).toEqual([query, inOrder.map(({ rev }) => rev)]);
    }
  }

  test("[SRCH-1] [SRCH-7] [SRCH-10] [SRCH-11] whatever was sent, edited, erased and purged, found is what a look at every message finds", async () => {
    const steps = fc.array(aStep, { minLength: 10, maxLength: 60, size: "max" });
    await fc.assert(fc.asyncProperty(steps, fc.integer({ min: 1, max: 9 }), run), { numRuns: 8 });
  }, 60_000);
}
