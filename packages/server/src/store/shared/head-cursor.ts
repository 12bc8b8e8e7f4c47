/**
 * Cursors of changed heads (SYNC-4). Heads come in the order of their change marks, and of their ids where a mark is
 * the same. A cursor between two pages says after which head to go on, and carries the cursor that holds when all pages
 * were answered: that of the first page, since what changes after it may have any place in the order on PostgreSQL.
 */
import type { ChangedHead, InboxHead } from "../../engine/ports/store-conversations.ts";

export interface HeadCursor {
  /** What holds when all pages were answered; null when this asks for the first. */
  readonly through: number | null;
  /** Heads after this place are asked for. */
  readonly mark: number;
  readonly conversationId: number;
}

/**
 * Null when it cannot be read. Of a first page's mark itself, `firstId` decides: what carries it is asked for again
 * with 0, and is known with the highest.
 */
export function readHeadCursor(text: string | null, firstId: number): HeadCursor | null {
  if (text === null) return { through: null, mark: -1, conversationId: 0 };
  const match = /^([0-9]{1,15})(?:\.([0-9]{1,15})\.([0-9]{1,15}))?$/.exec(text);
  if (match === null) return null;
  const [, first, mark, conversationId] = match;
  if (mark === undefined) return { through: null, mark: Number(first), conversationId: firstId };
  return { through: Number(first), mark: Number(mark), conversationId: Number(conversationId) };
}

/** The head with the cursor that goes on after it. */
export function changedHead(head: InboxHead, mark: number, through: number): ChangedHead {
  return { ...head, cursor: `${through}.${mark}.${head.position.conversationId}` };
}
