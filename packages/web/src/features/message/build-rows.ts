/**
 * Turns messages into the rows of a timeline: days, the "new messages" divider, messages in groups. Pure.
 * A row's key stays the same for as long as the row means the same, so that its element stays too.
 */
import type { TimelineMessage } from "@parley/sdk";
import { startOfDay } from "../../i18n/dates.ts";

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  readonly message: TimelineMessage;
  /** First and last of messages that one author wrote one after the other. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export type Row =
  | MessageRow
  | { readonly kind: "beginning"; readonly key: "beginning" }
  | { readonly kind: "day"; readonly key: string; readonly time: number }
  | { readonly kind: "divider"; readonly key: "divider" }
  | { readonly kind: "end"; readonly key: "end" };

export interface RowsInput {
  readonly messages: readonly TimelineMessage[];
  readonly hasOlder: boolean;
  /** The divider stands before the first message of others after this number; null: none. */
  readonly dividerAfterSeq: number | null;
}

/** A longer pause begins a new group, even of the same author. */
const groupPauseMs = 5 * 60_000;

function belongTogether(earlier: TimelineMessage | undefined, later: TimelineMessage | undefined): boolean {
  if (earlier === undefined || later === undefined) return false;
  return (
    earlier.senderId === later.senderId &&
    earlier.state !== "recalled" &&
    later.state !== "recalled" &&
    later.sentAt - earlier.sentAt < groupPauseMs &&
    startOfDay(earlier.sentAt) === startOfDay(later.sentAt)
  );
}

export function buildRows({ messages, hasOlder, dividerAfterSeq }: RowsInput): Row[] {
  const rows: Row[] = [];
  const dividerAt =
    dividerAfterSeq === null
      ? -1
      : messages.findIndex(({ seq, isMine }) => seq !== null && seq > dividerAfterSeq && !isMine);
  if (!hasOlder && messages.length > 0) rows.push({ kind: "beginning", key: "beginning" });
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const day = startOfDay(message.sentAt);
    if (before === undefined || startOfDay(before.sentAt) !== day) {
      rows.push({ kind: "day", key: `day-${day}`, time: message.sentAt });
    }
    if (index === dividerAt) rows.push({ kind: "divider", key: "divider" });
    rows.push({
      kind: "message",
      key: message.id,
      message,
      isFirst: index === dividerAt || !belongTogether(before, message),
      isLast: index + 1 === dividerAt || !belongTogether(message, after),
    });
  });
  rows.push({ kind: "end", key: "end" });
  return rows;
}

/** Whether two rows look the same; message objects keep their identity while they do not change. */
export function isSameRow(before: Row | undefined, after: Row | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  if (before.kind !== "message" || after.kind !== "message") return before.key === after.key;
  return (
    before.message === after.message && before.isFirst === after.isFirst && before.isLast === after.isLast
  );
}
