/** Messages of the system, inside the open transaction. */
import type { Database } from "bun:sqlite";
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import { eventKinds, eventText } from "../../engine/ports/event-record.ts";
import type { LogWriter } from "../../engine/ports/store-log.ts";
import type { SendingStates } from "./sending-states.ts";
import { uuidToBytes } from "./uuid-bytes.ts";

/** `changeMark` and `events` are those of the transaction that runs now. */
export function noticeWriter(
  database: Database,
  current: { readonly changeMark: number; readonly events: CommittedEvent[] },
  states: SendingStates,
): Pick<LogWriter, "appendNotice"> {
  const advance = database.query<{ rev: number; seq: number }, [number, number, number]>(
    `update conversations
     set last_rev = last_rev + 1, last_seq = last_seq + 1, last_message_rev = last_rev + 1, last_active_at = ?, changed = ?
     where id = ? returning last_rev as rev, last_seq as seq`,
  );
  const insert = database.query(
    `insert into log (conversation_id, rev, kind, actor_id, at, seq, message_id, body) values (?, ?, ?, 0, ?, ?, ?, ?)`,
  );
  return {
    async appendNotice({ conversationId, id, at, body }) {
      states.forget(conversationId);
      const head = advance.get(at, current.changeMark, conversationId);
      if (head === null) throw new Error(`no conversation ${conversationId} to append to`);
      const { rev, seq } = head;
      const kind = eventKinds["message.sent"];
      insert.run(conversationId, rev, kind, at, seq, uuidToBytes(id), body);
      const row = { conversationId, rev, kind, actorId: 0, at, seq, id, recalledAt: null, body };
      current.events.push({ conversationId, rev, text: eventText(row) });
    },
  };
}
