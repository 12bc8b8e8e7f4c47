/** Rows of the log as SQLite answers them, and their wire text. */
import { type EventRow, eventText, messageText } from "../../engine/ports/event-record.ts";
import { bytesToUuid } from "./uuid-bytes.ts";

export const logColumns =
  "conversation_id as conversationId, rev, kind, actor_id as actorId, at, seq, message_id as messageId, body, recalled_at as recalledAt, extra";

/** Here every event has a `seq`, that of the newest message as of it; only a message's is its own. */
export interface LogRow extends Omit<EventRow, "id" | "seq"> {
  readonly seq: number;
  readonly messageId: Uint8Array | null;
}

export function logRow(row: LogRow): EventRow {
  const { messageId, ...rest } = row;
  return { ...rest, id: messageId === null ? null : bytesToUuid(messageId) };
}

export function logEventText(row: LogRow): string {
  return eventText(logRow(row));
}

export function logMessageText(row: LogRow): string {
  return messageText(logRow(row));
}
