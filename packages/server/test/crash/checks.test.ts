import { expect, test } from "bun:test";
import { type CheckName, judge } from "./checks.ts";
import type { Evidence, Snapshot, StoredConversation, StoredEvent } from "./evidence.ts";
import { History, type Outcome } from "./history.ts";

const ids = ["a", "b", "c"];
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Three messages of one sender, each confirmed before the next was sent; the second recalled; two devices saw it all. */
function healthy(): Evidence {
  const history = new History();
  for (const [index, id] of ids.entries()) {
    const invokedAt = history.tick();
    const outcome: Outcome = { status: "ok", rev: index + 2, seq: index + 1, sentAt: 100 + index };
    const attempt = { connection: 0, invokedAt, outcome, endedAt: history.tick() };
    history.sends.set(id, {
      id,
      device: 0,
      senderId: 1,
      conversationId: 7,
      attempts: [attempt],
      forgeries: [],
    });
  }
  const invokedAt = history.tick();
  history.recalls.set("b", { id: "b", conversationId: 7, invokedAt, confirmedAt: history.tick() });
  history.pages.push({
    conversationId: 7,
    invokedAt: history.tick(),
    isNewest: true,
    seqs: [1, 2, 3],
    ids: [...ids],
  });
  const prints = eventsOf(history).map((event) => event.print);
  for (const device of [0, 1]) {
    const given = new Map([[7, { revs: [1, 2, 3, 4, 5], prints: [...prints] }]]);
    history.devices.push({ device, userId: device + 1, given });
    history.connections.push({ connection: device, device, pushed: new Map([[7, [1, 2, 3, 4, 5]]]) });
  }
  const told = eventsOf(history).filter(({ message }) => message !== null);
  history.deliveries.push(
    { conversationId: 7, events: told.slice(0, 2), isTaken: false },
    { conversationId: 7, events: told.slice(0, 2), isTaken: true },
    { conversationId: 7, events: told.slice(1), isTaken: true },
  );
  history.uploads.push({ id: "f", sha256: "f0", isConfirmed: true, isRemoved: false });
  history.files.push({ id: "f", sha256: "f0", fetchedSha256: "f0", isComplete: true });
  return { history, database: snapshotOf(history, "database"), readers: [snapshotOf(history, "reader")] };
}

function eventsOf(history: History): Writable<StoredEvent>[] {
  const print = (text: string) => history.prints.numberOf(text);
  return [
    { rev: 1, print: print("opened"), message: null },
    ...ids.map((id, index) => ({
      rev: index + 2,
      print: print(id),
      message: { id, seq: index + 1, senderId: 1, sentAt: 100 + index, hasContent: id !== "b" },
    })),
    { rev: 5, print: print("recalled b"), message: null },
  ];
}

function snapshotOf(history: History, source: string): Snapshot {
  const conversation: StoredConversation = {
    id: 7,
    lastRev: 5,
    lastSeq: 3,
    memberCount: 2,
    memberIds: [1, 2],
    events: eventsOf(history),
  };
  return { source, conversations: new Map([[7, conversation]]) };
}

function conversationOf({ conversations }: Snapshot): {
  memberIds: number[];
  events: Writable<StoredEvent>[];
} {
  return conversations.get(7) as unknown as ReturnType<typeof conversationOf>;
}

function eventAt(snapshot: Snapshot, rev: number): Writable<StoredEvent> {
  const event = conversationOf(snapshot).events[rev - 1];
  if (event === undefined) throw new Error("no such event");
  return event;
}

function sendOf(evidence: Evidence, id: string) {
  const send = evidence.history.sends.get(id);
  if (send === undefined) throw new Error("no such send");
  return send;
}

function attemptWith(outcome: Outcome, step = 100) {
  return { connection: 0, invokedAt: step, outcome, endedAt: step + 1 };
}

test("a history without a fault passes every check", () => {
  for (const faults of Object.values(judge(healthy()))) expect(faults).toEqual([]);
});

const planted: readonly [CheckName, string, (evidence: Evidence) => void][] = [
  [
    "INV-01 confirmed is stored",
    "a confirmed message is missing from the database",
    ({ database }) => void conversationOf(database).events.splice(3, 1),
  ],
  [
    "INV-01 confirmed is stored",
    "a reader sees a confirmed message under another number",
    ({ readers }) => {
      for (const reader of readers) {
        const event = eventAt(reader, 4);
        if (event.message !== null) event.message = { ...event.message, seq: 9 };
      }
    },
  ],
  [
    "INV-02 sent once",
    "one id is two messages",
    ({ database }) => void conversationOf(database).events.push({ ...eventAt(database, 2), rev: 6 }),
  ],
  [
    "INV-02 sent once",
    "two attempts were answered differently",
    (evidence) =>
      void sendOf(evidence, "a").attempts.push(attemptWith({ status: "ok", rev: 9, seq: 8, sentAt: 100 })),
  ],
  [
    "SCHED-5 scheduled is sent",
    "what was scheduled was never sent",
    ({ history }) =>
      void history.schedules.push({ id: "d", senderId: 1, conversationId: 7, isConfirmed: true }),
  ],
  [
    "SCHED-5 scheduled is sent",
    "a reader sees what was scheduled twice",
    ({ history, readers }) => {
      history.schedules.push({ id: "a", senderId: 1, conversationId: 7, isConfirmed: true });
      for (const reader of readers) conversationOf(reader).events.push({ ...eventAt(reader, 2), rev: 6 });
    },
  ],
  [
    "INV-03 forgeries refused",
    "another content was accepted under a taken id",
    (evidence) =>
      void sendOf(evidence, "a").forgeries.push(attemptWith({ status: "ok", rev: 2, seq: 1, sentAt: 100 })),
  ],
  [
    "INV-04 gapless",
    "a rev is missing in the database",
    ({ database }) => {
      eventAt(database, 5).rev = 6;
    },
  ],
  [
    "INV-04 gapless",
    "a seq is missing in a page",
    ({ history }) =>
      void history.pages.push({
        conversationId: 7,
        invokedAt: 1,
        isNewest: false,
        seqs: [1, 3],
        ids: ["a", "c"],
      }),
  ],
  [
    "INV-05 one order",
    "a reader sees another event at a rev",
    ({ history, readers }) => {
      for (const reader of readers) eventAt(reader, 2).print = history.prints.numberOf("other");
    },
  ],
  [
    "INV-05 one order",
    "a page shows another message under a number",
    ({ history }) =>
      void history.pages.push({ conversationId: 7, invokedAt: 1, isNewest: false, seqs: [2], ids: ["c"] }),
  ],
  [
    "INV-06 sender order",
    "a device's second message is stored before its first",
    (evidence) => {
      const [first = "", ...rest] = ids;
      const { sends } = evidence.history;
      const send = sendOf(evidence, first);
      sends.clear();
      for (const id of rest) sends.set(id, { ...send, id });
      sends.set(first, send);
    },
  ],
  [
    "INV-07 real-time order",
    "a message sent after another was confirmed has the smaller number",
    (evidence) => {
      const [attempt] = sendOf(evidence, "a").attempts;
      if (attempt !== undefined) Object.assign(attempt, { invokedAt: 50, endedAt: 51 });
    },
  ],
  [
    "INV-07 real-time order",
    "the newest page misses what was confirmed before it was asked for",
    ({ history }) =>
      void history.pages.push({
        conversationId: 7,
        invokedAt: 60,
        isNewest: true,
        seqs: [1, 2],
        ids: ["a", "b"],
      }),
  ],
  [
    "INV-08 complete resume",
    "a device was not given the last event",
    ({ history }) => {
      history.devices[1]?.given.get(7)?.revs.pop();
      history.devices[1]?.given.get(7)?.prints.pop();
    },
  ],
  [
    "INV-08 complete resume",
    "a device was given a conversation that is not its own",
    ({ database }) => void conversationOf(database).memberIds.pop(),
  ],
  [
    "INV-09 given once",
    "a device was given an event twice",
    ({ history }) => void history.devices[0]?.given.get(7)?.revs.splice(2, 0, 2),
  ],
  [
    "INV-09 given once",
    "a connection was pushed an event twice",
    ({ history }) => void history.connections[0]?.pushed.get(7)?.push(5),
  ],
  [
    "INV-12 recalled stays recalled",
    "the database still holds a recalled content",
    ({ database }) => {
      const event = eventAt(database, 3);
      if (event.message !== null) event.message = { ...event.message, hasContent: true };
    },
  ],
  [
    "INV-12 recalled stays recalled",
    "a range showed a content after its recall was confirmed",
    ({ history }) =>
      void history.sightings.push({
        id: "b",
        invokedAt: 40,
        endedAt: 41,
        hasContent: true,
        source: "range",
      }),
  ],
  [
    "INV-12 recalled stays recalled",
    "a message nobody recalled lost its content",
    ({ database }) => {
      const event = eventAt(database, 2);
      if (event.message !== null) event.message = { ...event.message, hasContent: false };
    },
  ],
  [
    "INV-20 whole openings",
    "a conversation has fewer members than it was opened with",
    ({ database }) => void conversationOf(database).memberIds.pop(),
  ],
  [
    "INV-26 every send decided",
    "a send was never answered",
    (evidence) => {
      const [attempt] = sendOf(evidence, "c").attempts;
      if (attempt !== undefined) attempt.outcome = { status: "unknown" };
    },
  ],
  ["INV-22 files are whole", "a confirmed upload is gone", ({ history }) => void history.files.pop()],
  [
    "INV-22 files are whole",
    "a confirmed upload has another content",
    ({ history }) =>
      void history.files.splice(0, 1, { id: "f", sha256: "f1", fetchedSha256: "f1", isComplete: true }),
  ],
  [
    "INV-22 files are whole",
    "of a complete file some bytes are missing",
    ({ history }) =>
      void history.files.push({ id: "g", sha256: "g0", fetchedSha256: "g1", isComplete: true }),
  ],
  ["HOOK-3 told in order", "a message was never told", ({ history }) => void history.deliveries.pop()],
  [
    "HOOK-3 told in order",
    "a message was told before another that was not taken",
    ({ history }) => void history.deliveries.splice(1, 1),
  ],
  [
    "HOOK-3 told in order",
    "what was told is not what the log says",
    ({ database, history }) =>
      void history.deliveries.push({ conversationId: 7, events: [eventAt(database, 1)], isTaken: true }),
  ],
  ["nothing odd", "a content was not its sender's", ({ history }) => void history.oddities.push("odd")],
];

for (const [name, what, plant] of planted) {
  test(`[${name.split(" ")[0]}] it is found when ${what}`, () => {
    const evidence = healthy();
    plant(evidence);
    expect(judge(evidence)[name].length).toBeGreaterThan(0);
  });
}
