/**
 * The judgement over a history and what was read back in the end: one pure function for each invariant
 * (reliability: INV), which answers what contradicts it.
 */

import { filesAreWhole } from "./check-uploads.ts";
import { toldInOrder } from "./check-webhooks.ts";
import type { Check, Evidence, Snapshot, StoredMessage } from "./evidence.ts";
import type { SendRecord } from "./history.ts";

/** INV-01: what was confirmed is there, with the numbers that were confirmed, wherever one looks. */
const confirmedIsStored: Check = ({ database, history, readers }) => {
  const faults: string[] = [];
  for (const snapshot of [database, ...readers]) {
    const places = messagePlaces(snapshot);
    for (const send of history.sends.values()) {
      const first = confirmation(send);
      if (first === null || !snapshot.conversations.has(send.conversationId)) continue;
      const found = places.get(placeKey(send))?.[0];
      if (found === undefined) faults.push(`${send.id} was confirmed and is not in ${snapshot.source}`);
      else if (found.rev !== first.rev || found.seq !== first.seq || found.sentAt !== first.sentAt)
        faults.push(`${send.id} was confirmed as ${first.seq} and is ${found.seq} in ${snapshot.source}`);
    }
  }
  return faults;
};

/** INV-02: one message for each id, and the same answer to every attempt. */
const sentOnce: Check = ({ database, history, readers }) => {
  const faults: string[] = [];
  for (const snapshot of [database, ...readers]) {
    for (const [key, found] of messagePlaces(snapshot)) {
      if (found.length > 1) faults.push(`${key} is ${found.length} times in ${snapshot.source}`);
    }
  }
  for (const { id, attempts } of history.sends.values()) {
    const answers = new Set<string>();
    for (const { outcome } of attempts) {
      if (outcome?.status === "ok") answers.add(`${outcome.rev} ${outcome.seq} ${outcome.sentAt}`);
    }
    if (answers.size > 1) faults.push(`${id} was confirmed differently: ${[...answers].join(", ")}`);
  }
  return faults;
};

/** SCHED-5: what was scheduled is sent, once, wherever one looks; what nobody confirmed once at most (INV-02). */
const scheduledIsSent: Check = ({ database, history, readers }) =>
  [database, ...readers].flatMap((snapshot) => {
    const places = messagePlaces(snapshot);
    return history.schedules
      .filter(({ conversationId, isConfirmed }) => isConfirmed && snapshot.conversations.has(conversationId))
      .filter((schedule) => places.get(placeKey(schedule))?.length !== 1)
      .map(({ id }) => `${id} was scheduled and is not in ${snapshot.source} once`);
  });

/** INV-03: the same id with another content is a conflict, or, once recalled, the first answer again. */
const forgeriesRefused: Check = ({ history }) =>
  [...history.sends.values()].flatMap((send) =>
    send.forgeries.flatMap(({ outcome }) => {
      if (outcome?.status === "ok" && !history.recalls.has(send.id))
        return [`${send.id} was accepted with another content`];
      return outcome?.status === "error" &&
        outcome.code !== "conflict" &&
        !history.passingRefusals.has(outcome.code)
        ? [`${send.id} with another content was answered ${outcome.code}`]
        : [];
    }),
  );

/** INV-04: `rev` and `seq` are 1, 2, 3 ... wherever one looks. */
const gapless: Check = ({ database, history, readers }) => {
  const faults: string[] = [];
  for (const snapshot of [database, ...readers]) {
    for (const { events, id, lastRev, lastSeq } of snapshot.conversations.values()) {
      const where = `conversation ${id} in ${snapshot.source}`;
      const badRev = events.findIndex((event, index) => event.rev !== index + 1);
      if (badRev >= 0) faults.push(`${where} has rev ${events[badRev]?.rev} at place ${badRev + 1}`);
      if (events.length !== lastRev)
        faults.push(`${where} has ${events.length} events, its head says ${lastRev}`);
      const seqs = events.flatMap((event) => event.message?.seq ?? []);
      const badSeq = seqs.findIndex((seq, index) => seq !== index + 1);
      if (badSeq >= 0) faults.push(`${where} has seq ${seqs[badSeq]} at place ${badSeq + 1}`);
      if (seqs.length !== lastSeq)
        faults.push(`${where} has ${seqs.length} messages, its head says ${lastSeq}`);
    }
  }
  for (const { conversationId, seqs } of history.pages) {
    const bad = seqs.findIndex((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) + 1);
    if (bad >= 0) faults.push(`a page of ${conversationId} goes from ${seqs[bad - 1]} to ${seqs[bad]}`);
  }
  return faults;
};

/** INV-05: everybody sees the same in the same order: readers, pages read on the way, and the database. */
const oneOrder: Check = ({ database, history, readers }) => {
  const faults: string[] = [];
  for (const snapshot of readers) {
    for (const { events, id } of snapshot.conversations.values()) {
      const expected = database.conversations.get(id)?.events ?? [];
      const bad = events.findIndex((event, index) => event.print !== expected[index]?.print);
      if (bad >= 0) faults.push(`conversation ${id} differs at rev ${bad + 1} in ${snapshot.source}`);
    }
  }
  const idsBySeq = new Map(
    [...database.conversations.values()].map(({ events, id }) => [
      id,
      events.flatMap((event) => event.message?.id ?? []),
    ]),
  );
  for (const { conversationId, ids, seqs } of history.pages) {
    const expected = idsBySeq.get(conversationId) ?? [];
    const bad = seqs.findIndex((seq, index) => expected[seq - 1] !== ids[index]);
    if (bad >= 0) faults.push(`a page of ${conversationId} had another message as ${seqs[bad]}`);
  }
  return faults;
};

/** INV-06: what one device sent one after the other is in that order. Refused attempts may be overtaken. */
const senderOrder: Check = ({ database, history }) => {
  const faults: string[] = [];
  const places = messagePlaces(database);
  const last = new Map<string, { readonly id: string; readonly seq: number }>();
  for (const send of history.sends.values()) {
    const seq = places.get(placeKey(send))?.[0]?.seq;
    if (seq === undefined || send.attempts.some(({ outcome }) => outcome?.status === "error")) continue;
    const key = `${send.device} ${send.conversationId}`;
    const before = last.get(key);
    if (before !== undefined && before.seq > seq) faults.push(`${send.id} overtook ${before.id}`);
    last.set(key, { id: send.id, seq });
  }
  return faults;
};

/** INV-07: what was confirmed before another was sent, by anybody, has the smaller number. Newest pages show it (INV-27). */
const realTimeOrder: Check = ({ database, history }) => {
  const faults: string[] = [];
  const places = messagePlaces(database);
  type Moment = {
    readonly step: number;
    readonly conversationId: number;
    readonly apply: (floor: number) => number;
  };
  const moments: Moment[] = [];
  for (const send of history.sends.values()) {
    const { conversationId, id } = send;
    for (const { endedAt, outcome } of send.attempts) {
      if (outcome?.status !== "ok") continue;
      const { seq } = outcome;
      moments.push({ step: endedAt, conversationId, apply: (floor) => Math.max(floor, seq) });
    }
    const seq = places.get(placeKey(send))?.[0]?.seq;
    const first = send.attempts[0];
    if (seq === undefined || first === undefined) continue;
    moments.push({
      step: first.invokedAt,
      conversationId,
      apply(floor) {
        if (seq <= floor) faults.push(`${id} is ${seq}, although ${floor} was confirmed before it was sent`);
        return floor;
      },
    });
  }
  for (const { conversationId, invokedAt, isNewest, seqs } of history.pages) {
    if (!isNewest) continue;
    const newest = seqs.at(-1) ?? 0;
    const apply = (floor: number) => {
      if (newest < floor)
        faults.push(`a page of ${conversationId} ended at ${newest}, ${floor} was confirmed before`);
      return floor;
    };
    moments.push({ step: invokedAt, conversationId, apply });
  }
  const floors = new Map<number, number>();
  for (const { apply, conversationId } of moments.sort((a, b) => a.step - b.step)) {
    floors.set(conversationId, apply(floors.get(conversationId) ?? 0));
  }
  return faults;
};

/** INV-08: what each device put together from pushes and ranges is the whole log of each of its conversations. */
const completeResume: Check = ({ database, history }) => {
  const faults: string[] = [];
  for (const { device, given, userId } of history.devices) {
    for (const { events, id, memberIds } of database.conversations.values()) {
      const prints = given.get(id)?.prints ?? [];
      const expected = memberIds.includes(userId) ? events : [];
      const bad = expected.findIndex((event, index) => event.print !== prints[index]);
      const where = `device ${device}, conversation ${id}`;
      if (bad >= 0) faults.push(`${where}: ${history.prints.textOf(prints[bad] ?? -1)} at rev ${bad + 1}`);
      else if (prints.length > expected.length)
        faults.push(`${where}: was given ${prints.length} of ${expected.length} events`);
    }
    for (const id of given.keys()) {
      if (!database.conversations.has(id))
        faults.push(`device ${device} knows conversation ${id}, which is gone`);
    }
  }
  return faults;
};

/** INV-09 and SYNC-2: nothing is given twice, and no connection is pushed anything twice or out of order. */
const givenOnce: Check = ({ history }) => {
  const faults: string[] = [];
  for (const { device, given } of history.devices) {
    for (const [id, { revs }] of given) {
      const bad = revs.findIndex((rev, index) => rev !== index + 1);
      if (bad >= 0) faults.push(`device ${device} was given rev ${revs[bad]} of ${id} at place ${bad + 1}`);
    }
  }
  for (const { connection, pushed } of history.connections) {
    for (const [id, revs] of pushed) {
      const bad = revs.findIndex((rev, index) => index > 0 && rev <= (revs[index - 1] ?? 0));
      if (bad >= 0)
        faults.push(`connection ${connection} was pushed ${revs[bad]} of ${id} after ${revs[bad - 1]}`);
    }
  }
  return faults;
};

/** INV-12: once a recall was confirmed, nobody who asks afterwards is shown the content. */
const recalledStaysRecalled: Check = ({ database, history, readers }) => {
  const faults: string[] = [];
  for (const { endedAt, hasContent, id, invokedAt, source } of history.sightings) {
    const recall = history.recalls.get(id);
    if (hasContent && recall !== undefined && (recall.confirmedAt ?? Number.POSITIVE_INFINITY) < invokedAt)
      faults.push(`${source} showed ${id} after its recall was confirmed`);
    if (!hasContent && (recall === undefined || recall.invokedAt > endedAt))
      faults.push(`${source} showed ${id} without content, and nobody had recalled it`);
  }
  for (const snapshot of [database, ...readers]) {
    for (const { events } of snapshot.conversations.values()) {
      for (const { message } of events) {
        if (message === null) continue;
        const recall = history.recalls.get(message.id);
        if (message.hasContent && (recall?.confirmedAt ?? null) !== null)
          faults.push(`${message.id} was recalled and has its content in ${snapshot.source}`);
        if (!message.hasContent && recall === undefined)
          faults.push(`${message.id} lost its content in ${snapshot.source}`);
      }
    }
  }
  return faults;
};

/** INV-20: a conversation that exists has all its members and begins with its opening. */
const wholeOpenings: Check = ({ database }) =>
  [...database.conversations.values()].flatMap(({ events, id, memberCount, memberIds }) => [
    ...(memberIds.length === memberCount
      ? []
      : [`conversation ${id} has ${memberIds.length} of ${memberCount} members`]),
    ...(events.length > 0 && events[0]?.message === null
      ? []
      : [`conversation ${id} does not begin with its opening`]),
  ]);

/** INV-26: no send stays undecided, and none is refused by a server that was only killed with its database alive. */
const everySendDecided: Check = ({ history }) =>
  [...history.sends.values()].flatMap((send) => {
    const refusals = send.attempts.flatMap(({ outcome }) =>
      outcome?.status === "error" && !history.passingRefusals.has(outcome.code) ? outcome.code : [],
    );
    return [
      ...(confirmation(send) === null ? [`${send.id} was never confirmed`] : []),
      ...refusals.map((code) => `${send.id} was refused: ${code}`),
    ];
  });

/** Everything else that no server may say. */
const nothingOdd: Check = ({ history }) => history.oddities;

export const checks = {
  "INV-01 confirmed is stored": confirmedIsStored,
  "INV-02 sent once": sentOnce,
  "SCHED-5 scheduled is sent": scheduledIsSent,
  "INV-03 forgeries refused": forgeriesRefused,
  "INV-04 gapless": gapless,
  "INV-05 one order": oneOrder,
  "INV-06 sender order": senderOrder,
  "INV-07 real-time order": realTimeOrder,
  "INV-08 complete resume": completeResume,
  "INV-09 given once": givenOnce,
  "INV-12 recalled stays recalled": recalledStaysRecalled,
  "INV-20 whole openings": wholeOpenings,
  "INV-26 every send decided": everySendDecided,
  "INV-22 files are whole": filesAreWhole,
  "HOOK-3 told in order": toldInOrder,
  "nothing odd": nothingOdd,
} as const satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

export function judge(evidence: Evidence): Record<CheckName, string[]> {
  const verdicts = Object.entries(checks).map(([name, check]) => [name, check(evidence)]);
  return Object.fromEntries(verdicts) as Record<CheckName, string[]>;
}

function confirmation({ attempts }: SendRecord): { rev: number; seq: number; sentAt: number } | null {
  for (const { outcome } of attempts) if (outcome?.status === "ok") return outcome;
  return null;
}

function placeKey({
  conversationId,
  id,
  senderId,
}: Pick<SendRecord, "conversationId" | "id" | "senderId">): string {
  return `${id} of ${senderId} in ${conversationId}`;
}

type Place = StoredMessage & { readonly rev: number };

function messagePlaces({ conversations }: Snapshot): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const { events, id: conversationId } of conversations.values()) {
    for (const { message, rev } of events) {
      if (message === null) continue;
      const key = placeKey({ conversationId, ...message });
      const found = places.get(key);
      if (found === undefined) places.set(key, [{ ...message, rev }]);
      else found.push({ ...message, rev });
    }
  }
  return places;
}
