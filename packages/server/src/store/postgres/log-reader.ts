import { type EventRow, eventText, messageText } from "../../engine/ports/event-record.ts";
import type { LogReader, StoredMessage } from "../../engine/ports/store-log.ts";
import type { Query } from "./connection.ts";
import { logColumns } from "./log-rows.ts";

const range = `select ${logColumns} from log where conversation_id = $1 and rev > $2 order by rev limit $3`;
const newestBefore = `select ${logColumns} from log
  where conversation_id = $1 and seq < $2 order by seq desc limit $3`;
const oldestBetween = `select ${logColumns} from log
  where conversation_id = $1 and seq > $2 and seq < $3 order by seq limit $4`;
const own = `select ${logColumns} from log where conversation_id = $1 and rev > $2 and rev <= $3
  and actor_id = $4 and seq is not null order by rev limit $5`;
const message = `select seq, actor_id as "senderId", at as "sentAt", recalled_rev as "recalledRev"
  from log where conversation_id = $1 and message_id = $2`;

export function logReader(query: Query): LogReader {
  return {
    async range(conversationId, afterRev, limit) {
      const rows = await query<EventRow>(range, [conversationId, afterRev, limit]);
      return rows.map(eventText);
    },
    async page(conversationId, { beforeSeq, afterSeq, limit }) {
      const before = beforeSeq ?? Number.MAX_SAFE_INTEGER;
      const rows =
        afterSeq === null
          ? (await query<EventRow>(newestBefore, [conversationId, before, limit])).reverse()
          : await query<EventRow>(oldestBetween, [conversationId, afterSeq, before, limit]);
      return rows.map(messageText);
    },
    async ownMessages({ conversationId, userId, afterRev, uptoRev, limit }) {
      const rows = await query<EventRow>(own, [conversationId, afterRev, uptoRev, userId, limit]);
      return rows.map(messageText);
    },
    async findMessage(conversationId, messageId) {
      const [row] = await query<StoredMessage>(message, [conversationId, messageId]);
      return row ?? null;
    },
  };
}
