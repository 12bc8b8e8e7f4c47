import { expect, test } from "bun:test";
import type { EventFrame } from "@parley/protocol";
import fc from "fast-check";
import { applyEventToHead, headOfCreated, mergeHead, moveReadPosition } from "../src/state/heads.ts";
import { addSlice, applyEvent, emptyHistory, type History } from "../src/state/history.ts";
import { FakeLog } from "./support/fake-log.ts";

const selfId = 1;

type Step = { kind: "send"; senderId: number } | { kind: "recall"; pick: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("send" as const), senderId: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("recall" as const), pick: fc.nat(50) }),
  ),
  { maxLength: 60 },
);

/** A log of its own with these things happening in it; nothing is recalled twice. */
function happen(list: readonly Step[]): FakeLog {
  const log = new FakeLog(10);
  const ids: string[] = [];
  for (const [index, step] of list.entries()) {
    if (step.kind === "send") {
      const id = `message-${index}`;
      ids.push(id);
      log.send(step.senderId, id, `text ${index}`);
    } else if (ids.length > 0) {
      log.recall(2, ids.splice(step.pick % ids.length, 1)[0] ?? "");
    }
  }
  return log;
}

function firstOf(log: FakeLog): EventFrame & { ev: "conversation.created" } {
  const first = log.events[0];
  if (first?.ev !== "conversation.created") throw new Error("the log has no beginning");
  return first;
}

/** What a client does with events that come in any order, several times: the next one is taken, others wait. */
function deliver<T>(state: T, events: readonly EventFrame[], apply: (state: T, event: EventFrame) => T): T {
  let now = state;
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const event of events) {
      const next = apply(now, event);
      if (next !== now) isMoving = true;
      now = next;
    }
  }
  return now;
}

const shuffled = (log: FakeLog) =>
  fc.shuffledSubarray([...log.events, ...log.events], {
    minLength: log.events.length * 2,
    maxLength: log.events.length * 2,
  });

test("[SYNC-9] a head folded from events in any order, repeated, equals the head the server answers", () => {
  fc.assert(
    fc.property(
      steps.chain((list) => fc.tuple(fc.constant(list), shuffled(happen(list)))),
      ([list, events]) => {
        const log = happen(list);
        const start = headOfCreated(firstOf(log), selfId);
        const folded = deliver(start, events, (head, event) => applyEventToHead(head, event, selfId));
        expect(folded).toEqual(log.head(selfId));
      },
    ),
    { numRuns: 200 },
  );
});

test("[SYNC-9] a history of pages and events, however they meet, equals the messages the server lists", () => {
  fc.assert(
    fc.property(
      steps.chain((list) =>
        fc.tuple(
          fc.constant(list),
          shuffled(happen(list)),
          fc.nat(list.length),
          fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 5 }),
        ),
      ),
      ([list, events, cut, pages]) => {
        // Pages are read when the log had `cut` steps; the client knew no more than that.
        const early = happen(list.slice(0, cut));
        const log = happen(list);
        let history: History = emptyHistory(0);
        for (const [from, count] of pages) {
          const messages = early.messages().slice(from, from + count);
          const fromSeq = messages[0]?.seq;
          const toSeq = messages.at(-1)?.seq;
          if (fromSeq !== undefined && toSeq !== undefined) {
            history = addSlice(history, { fromSeq, toSeq, messages });
          }
        }
        history = deliver(history, events, applyEvent);
        expect(history.slices.flatMap((slice) => slice.messages)).toEqual(log.messages());
        expect(history.slices.length).toBeLessThanOrEqual(1);
        expect(history.later).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test("[MSG-21] a page read before a recall cannot bring the content back", () => {
  const log = new FakeLog(10);
  log.send(2, "a", "secret");
  const page = { fromSeq: 1, toSeq: 1, messages: log.messages() };
  const recalled = applyEvent(emptyHistory(2), log.recall(2, "a"));
  expect(addSlice(recalled, page).slices[0]?.messages[0]?.content).toBeNull();
});

test("[CONV-6] the read position never moves back, nor past the newest message", () => {
  const log = happen([
    { kind: "send", senderId: 2 },
    { kind: "send", senderId: 2 },
  ]);
  const head = log.head(selfId);
  const read = moveReadPosition(head, 99).head;
  expect([read.readSeq, read.unread]).toEqual([2, 0]);
  expect(moveReadPosition(read, 1).head).toBe(read);
});

test("an answer older than what pushes brought changes nothing but the read position", () => {
  const log = happen([
    { kind: "send", senderId: 2 },
    { kind: "send", senderId: 2 },
  ]);
  const answered = { ...log.head(selfId), readSeq: 1, unread: 1 };
  const event = log.send(2, "later", "later");
  const known = applyEventToHead({ ...log.head(selfId), lastRev: 3, lastSeq: 2, unread: 2 }, event, selfId);
  const { head, isExact } = mergeHead(known, answered);
  expect(head).toMatchObject({ lastRev: 4, lastSeq: 3, readSeq: 1, unread: 2 });
  expect(isExact).toBe(true);
});
