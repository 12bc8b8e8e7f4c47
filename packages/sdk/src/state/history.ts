/**
 * What is known of one conversation's messages, as an immutable value: slices of history without holes, current as of
 * one `rev`. Events and pages may come in any order and more than once; the outcome is the same, because a message is
 * told by its number and what is known here is current as of `rev`. Pure.
 */
import type { EventFrame, Message } from "@parley/protocol";
import { changed, isMessageChange, type MessageChange } from "./message-changes.ts";

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
  /** Changes of messages that are in no slice, newest last: a page that was read before them may still come. */
  readonly later: readonly MessageChange[];
  /** Messages up to this number are gone (RET-2): neither here nor taken from a page that was read before. */
  readonly purgedSeq: number;
}

/** Changes kept for pages under way; such a page is a second old. */
const laterMax = 500;

export function emptyHistory(rev: number): History {
  return { rev, slices: [], later: [], purgedSeq: 0 };
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
    case "member.replaced":
      return replaceSender(next, event.userId, event.byUserId);
    case "conversation.purged":
      return purge(next, event.throughSeq);
    default:
      return isMessageChange(event) ? changeMessage(next, event) : next;
  }
}

export function messageOf(event: EventFrame & { ev: "message.sent" }): Message {
  const { ev: _, conversationId: __, ...message } = event;
  return message;
}

/** A page that was asked for when every event up to `history.rev` was known. */
export function addSlice(history: History, slice: Slice): History {
  if (slice.toSeq < slice.fromSeq) return history;
  const isMissed = ({ seq }: MessageChange) => slice.fromSeq <= seq && seq <= slice.toSeq;
  const missed = history.later.filter(isMissed);
  const later = missed.length === 0 ? history.later : history.later.filter((change) => !isMissed(change));
  const kept = unpurged(slice.messages, history.purgedSeq);
  const messages = missed.length === 0 ? kept : kept.map((message) => caughtUp(message, missed));
  const before: Slice[] = [];
  const after: Slice[] = [];
  let merged: Slice = { ...slice, messages };
  for (const other of history.slices) {
    if (other.toSeq + 1 < merged.fromSeq) before.push(other);
    else if (merged.toSeq + 1 < other.fromSeq) after.push(other);
    else merged = merge(other, merged);
  }
  return { ...history, later, slices: [...before, merged, ...after] };
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

/** The numbers stay covered: that there is nothing is known. */
function purge(history: History, throughSeq: number): History {
  const purgedSeq = Math.max(history.purgedSeq, throughSeq);
  const slices = history.slices.map((slice) => ({
    ...slice,
    messages: unpurged(slice.messages, purgedSeq),
  }));
  return { ...history, slices, purgedSeq };
}

function unpurged(messages: readonly Message[], purgedSeq: number): readonly Message[] {
  return (messages[0]?.seq ?? purgedSeq + 1) > purgedSeq
    ? messages
    : messages.filter(({ seq }) => seq > purgedSeq);
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

/** Something happened to one message. */
export function changeMessage(history: History, change: MessageChange): History {
  const { seq } = change;
  const index = history.slices.findIndex((slice) => slice.fromSeq <= seq && seq <= slice.toSeq);
  const slice = history.slices[index];
  if (slice === undefined) return { ...history, later: [...history.later, change].slice(-laterMax) };
  const messages = slice.messages.map((message) =>
    message.seq === seq ? changed(message, change) : message,
  );
  return { ...history, slices: history.slices.with(index, { ...slice, messages }) };
}

function caughtUp(message: Message, changes: readonly MessageChange[]): Message {
  return changes.filter(({ seq }) => seq === message.seq).reduce(changed, message);
}

/** Of a message that is in both, what was known counts: it is current, while a page may be older. */
function merge(known: Slice, page: Slice): Slice {
  const fromSeq = Math.min(known.fromSeq, page.fromSeq);
  const toSeq = Math.max(known.toSeq, page.toSeq);
  const [first, second] = known.fromSeq <= page.fromSeq ? [known, page] : [page, known];
  if (first.toSeq < second.fromSeq) {
    return { fromSeq, toSeq, messages: [...first.messages, ...second.messages] };
  }
  const bySeq = new Map([...page.messages, ...known.messages].map((message) => [message.seq, message]));
  return { fromSeq, toSeq, messages: [...bySeq.values()].sort((one, other) => one.seq - other.seq) };
}
