/**
 * Finds messages by their number without an index of numbers. In a conversation `rev` is gapless and every row's `seq`
 * (the newest message as of it) never falls, so the row of a number is found by bisection over exact look-ups: as many
 * as the logarithm of the events that are no messages, mostly one or two.
 */
import type { Database } from "bun:sqlite";

export interface MessageNumbers {
  /** The first `rev` at which the conversation had a message with this number or a later one; past the end if none. */
  firstRevFrom(conversationId: number, seq: number): number;
}

export function messageNumbers(database: Database): MessageNumbers {
  const ends = database.query<{ lastRev: number; lastSeq: number }, [number]>(
    "select last_rev as lastRev, last_seq as lastSeq from conversations where id = ?",
  );
  const seqAt = database.query<{ seq: number }, [number, number]>(
    "select seq from log where conversation_id = ? and rev = ?",
  );
  return {
    firstRevFrom(conversationId, seq) {
      const end = ends.get(conversationId);
      if (end === null || seq > end.lastSeq) return (end?.lastRev ?? 0) + 1;
      // Message n is preceded by n - 1 messages and by no more other events than there are at all.
      let low = Math.max(1, seq);
      let high = seq + (end.lastRev - end.lastSeq);
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((seqAt.get(conversationId, middle)?.seq ?? 0) >= seq) high = middle;
        else low = middle + 1;
      }
      return low;
    },
  };
}
