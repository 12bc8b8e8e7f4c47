/** Messages of the system, inside an open transaction. */
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import { eventKinds, eventText } from "../../engine/ports/event-record.ts";
import type { LogWriter } from "../../engine/ports/store-log.ts";
import { changeMark } from "./change-mark.ts";
import type { Query } from "./connection.ts";

const appendNotice = `with advanced as (
    update conversations
    set last_rev = last_rev + 1, last_seq = last_seq + 1, last_active_at = $2, changed = ${changeMark}
    where id = $1 returning last_rev, last_seq)
  insert into log (conversation_id, rev, kind, actor_id, at, seq, message_id, body)
  select $1, last_rev, ${eventKinds["message.sent"]}, 0, $2, last_seq, $3::uuid, $4 from advanced returning rev, seq`;

export function noticeWriter(query: Query, events: CommittedEvent[]): Pick<LogWriter, "appendNotice"> {
  return {
    async appendNotice({ conversationId, id, at, body }) {
      const [appended] = await query<{ rev: number; seq: number }>(appendNotice, [
        conversationId,
        at,
        id,
        body,
      ]);
      if (appended === undefined) throw new Error(`no conversation ${conversationId} to append to`);
      const { rev, seq } = appended;
      const kind = eventKinds["message.sent"];
      const row = { conversationId, rev, kind, actorId: 0, at, seq, id, recalledAt: null, body };
      events.push({ conversationId, rev, text: eventText(row) });
    },
  };
}
