/**
 * What is known of one conversation's messages, as an immutable value: slices of history without holes, current as of
 * one `rev`. Events and pages may come in any order and more than once; the outcome is the same, because a message is
 * told by its number and recalled wins over not recalled. Pure.
 */
import type { EventFrame, Message } from "@parley/protocol";

/** Every message from `fromSeq` to `toSeq`, oldest first. */
export interface Slice {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly messages: readonly Message[];
}

export interface History {
  /** Every event up to here is in the slices. */
  readonly rev: number;
  /** By number, neither overlapping nor touching. */
  readonly slices: readonly Slice[];
  /** Recalled messages that are in no slice, by number: a page that was read before the recall may still come. */
  readonly recalls: ReadonlyMap<number, number>;
}

export function emptyHistory(rev: number): History {
  return { rev, slices: [], recalls: new Map() };
}

/** The next event of the log; one that is not the next changes nothing. */
export function applyEvent(history: History, event: EventFrame): History {
  if (event.rev !== history.rev + 1) return history;
  const next: History = { ...history, rev: event.rev };
  switch (event.ev) {
    case "message.sent":
      return addSlice(next, {
        fromSeq: event.seq,
        toSeq: event.seq,
        messages: [messageOf(event)],
      });
    case "message.recalled":
      return recall(next, event.seq, event.at);
    case "member.replaced":
      return replaceSender(next, event.userId, event.byUserId);
    default:
      return next;
  }
}

export function messageOf(event: EventFrame & { ev: "message.sent" }): Message {
  const { id, seq, rev, senderId, sentAt, content, recalledAt } = event;
  return { id, seq, rev, senderId, sentAt, content, ...(recalledAt === undefined ? {} : { recalledAt }) };
}

/** A page that was asked for when every event up to `history.rev` was known. */
export function addSlice(history: History, slice: Slice): History {
  if (slice.toSeq < slice.fromSeq) return history;
  let { recalls } = history;
  const messages = slice.messages.map((message) => {
    const at = recalls.get(message.seq);
    return at === undefined ? message : recalled(message, at);
  });
  if (slice.messages.some((message) => recalls.has(message.seq))) {
    recalls = new Map([...recalls].filter(([seq]) => seq < slice.fromSeq || seq > slice.toSeq));
  }
  const before: Slice[] = [];
  const after: Slice[] = [];
  let merged: Slice = { ...slice, messages };
  for (const other of history.slices) {
    if (other.toSeq + 1 < merged.fromSeq) before.push(other);
    else if (merged.toSeq + 1 < other.fromSeq) after.push(other);
    else merged = merge(other, merged);
  }
  return { ...history, recalls, slices: [...before, merged, ...after] };
}

/** Keeps the newest `count` messages of the newest slice. */
export function trim(history: History, count: number): History {
  const last = history.slices.at(-1);
  if (last === undefined) return history;
  const kept = newest(last, count);
  if (kept === last && history.slices.length === 1) return history;
  return { ...history, slices: [kept] };
}

export function newest(slice: Slice, count: number): Slice {
  if (slice.messages.length <= count) return slice;
  const messages = slice.messages.slice(-count);
  return { fromSeq: messages[0]?.seq ?? slice.fromSeq, toSeq: slice.toSeq, messages };
}

/** The slice that holds a number, else the one that begins after it, else the last one. */
export function sliceAt(history: History, seq: number): Slice | undefined {
  return history.slices.find((slice) => slice.toSeq >= seq) ?? history.slices.at(-1);
}

function replaceSender(history: History, userId: number, byUserId: number): History {
  const slices = history.slices.map((slice) => ({
    ...slice,
    messages: slice.messages.map((message) => withSender(message, userId, byUserId)),
  }));
  return { ...history, slices };
}

/** The message, written by another if it was this user's. */
export function withSender(message: Message, userId: number, byUserId: number): Message {
  return message.senderId === userId ? { ...message, senderId: byUserId } : message;
}

function recall(history: History, seq: number, at: number): History {
  const index = history.slices.findIndex((slice) => slice.fromSeq <= seq && seq <= slice.toSeq);
  const slice = history.slices[index];
  if (slice === undefined) return { ...history, recalls: new Map(history.recalls).set(seq, at) };
  const messages = slice.messages.map((message) => (message.seq === seq ? recalled(message, at) : message));
  return { ...history, slices: history.slices.with(index, { ...slice, messages }) };
}

function recalled(message: Message, at: number): Message {
  return message.content === null && message.recalledAt !== undefined
    ? message
    : { ...message, content: null, recalledAt: at };
}

function merge(left: Slice, right: Slice): Slice {
  const fromSeq = Math.min(left.fromSeq, right.fromSeq);
  const toSeq = Math.max(left.toSeq, right.toSeq);
  const [first, second] = left.fromSeq <= right.fromSeq ? [left, right] : [right, left];
  if (first.toSeq < second.fromSeq) {
    return { fromSeq, toSeq, messages: [...first.messages, ...second.messages] };
  }
  const bySeq = new Map<number, Message>();
  for (const message of [...first.messages, ...second.messages]) {
    const known = bySeq.get(message.seq);
    if (known === undefined || (known.content !== null && message.content === null)) {
      bySeq.set(message.seq, message);
    }
  }
  return { fromSeq, toSeq, messages: [...bySeq.values()].sort((one, other) => one.seq - other.seq) };
}
