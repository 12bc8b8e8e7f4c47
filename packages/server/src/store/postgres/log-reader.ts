import { type EventRow, eventText, messageText } from "../../engine/ports/event-record.ts";
import type { LogReader, StoredMessage } from "../../engine/ports/store-log.ts";
import type { Query } from "./connection.ts";
import { logColumns } from "./log-rows.ts";

const range = `select ${logColumns} from log where conversation_id = $1 and rev > $2 and rev <= $4 order by rev limit $3`;
const newestBefore = `select ${logColumns} from log
  where conversation_id = $1 and seq < $2 and seq > $3 order by seq desc limit $4`;
const oldestBetween = `select ${logColumns} from log
  where conversation_id = $1 and seq > $2 and seq < $3 order by seq limit $4`;
const own = `select ${logColumns} from log where conversation_id = $1 and rev > $2 and rev <= $3
  and actor_id = $4 and seq is not null order by rev limit $5`;
const atRevs = `select ${logColumns} from log
  where conversation_id = $1 and rev = any ($2::bigint[]) and seq is not null order by rev`;
const message = `select rev, seq, actor_id as "senderId", at as "sentAt", recalled_rev as "recalledRev", body, extra
  from log where conversation_id = $1 and message_id = $2`;

export function logReader(query: Query): LogReader {
  return {
    async range(conversationId, afterRev, limit, uptoRev = Number.MAX_SAFE_INTEGER) {
      const rows = await query<EventRow>(range, [conversationId, afterRev, limit, uptoRev]);
      return rows.map(eventText);
    },
    async page(conversationId, { beforeSeq, afterSeq, limit, visible }) {
      const most = Number.MAX_SAFE_INTEGER;
      const before = Math.min(beforeSeq ?? most, visible === undefined ? most : visible.lastSeq + 1);
      const after = Math.max(afterSeq ?? 0, visible?.firstSeq ?? 0);
      const rows =
        afterSeq === null
          ? (await query<EventRow>(newestBefore, [conversationId, before, after, limit])).reverse()
          : await query<EventRow>(oldestBetween, [conversationId, after, before, limit]);
      return rows.map(messageText);
    },
    async messagesAt(conversationId, revs) {
      const rows = await query<EventRow>(atRevs, [conversationId, `{${revs.join(",")}}`]);
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
