/**
 * What a message needs to know of its conversation and its sender, kept in the writer's memory: reading it costs as much
 * as all that a message writes. Owned by the writer, the only one who changes what it copies. Invariant: holds what the
 * open transaction would read, or nothing. Messages advance it; every other change of a conversation's numbers or of its
 * members makes it forget the conversation; a rollback makes it forget everything.
 */
import type { Database } from "bun:sqlite";

export interface ConversationState {
  readonly isDirect: boolean;
  lastRev: number;
  lastSeq: number;
  /** Of those who sent lately, by user; `ruled` of who is active and may write by rules alone. */
  readonly statuses: Map<number, string>;
}

export interface SendingStates {
  /** The conversation, with the sender's status among its `statuses`; null when the sender is no member. */
  find(conversationId: number, senderId: number): ConversationState | null;
  forget(conversationId: number): void;
  clear(): void;
}

/** Senders kept, about 5 MB. With more it begins anew: each is then read once again. */
const sendersMax = 20_000;

interface StateRow {
  readonly status: string;
  readonly lastRev: number;
  readonly lastSeq: number;
  readonly isDirect: number;
}

export function sendingStates(database: Database): SendingStates {
  const read = database.query<StateRow, [number, number]>(
    `select case when m.status = 'active' and (m.is_ruled = 1 or c.is_ruled = 1) then 'ruled' else m.status end as status,
       c.last_rev as lastRev, c.last_seq as lastSeq, c.direct_low is not null as isDirect
     from members m join conversations c on c.id = m.conversation_id
     where m.conversation_id = ? and m.user_id = ?`,
  );
  const states = new Map<number, ConversationState>();
  let senders = 0;

  function clear(): void {
    states.clear();
    senders = 0;
  }

  return {
    find(conversationId, senderId) {
      const known = states.get(conversationId);
      if (known?.statuses.has(senderId)) return known;
      const row = read.get(conversationId, senderId);
      if (row === null) return null;
      if (senders >= sendersMax) clear();
      senders += 1;
      const { status, lastRev, lastSeq } = row;
      const isDirect = row.isDirect === 1;
      const state = states.get(conversationId) ?? { isDirect, lastRev, lastSeq, statuses: new Map() };
      state.statuses.set(senderId, status);
      states.set(conversationId, state);
      return state;
    },
    forget(conversationId) {
      senders -= states.get(conversationId)?.statuses.size ?? 0;
      states.delete(conversationId);
    },
    clear,
  };
}
