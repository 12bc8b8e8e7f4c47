import type { Database } from "bun:sqlite";
import type { LogReader, StoredMessage } from "../../engine/ports/store-log.ts";
import { type LogRow, logColumns, logEventText, logMessageText } from "./log-rows.ts";
import { uuidToBytes } from "./uuid-bytes.ts";

export function logReader(database: Database): LogReader {
  const range = database.query<LogRow, [number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev > ? order by rev limit ?`,
  );
  const newestBefore = database.query<LogRow, [number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and seq < ? order by seq desc limit ?`,
  );
  const oldestBetween = database.query<LogRow, [number, number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and seq > ? and seq < ? order by seq limit ?`,
  );
  const message = database.query<StoredMessage, [Uint8Array, number]>(
    `select seq, actor_id as senderId, at as sentAt, recalled_rev as recalledRev
     from log where message_id = ? and conversation_id = ?`,
  );
  return {
    range: async (conversationId, afterRev, limit) =>
      range.all(conversationId, afterRev, limit).map(logEventText),
    async page(conversationId, { beforeSeq, afterSeq, limit }) {
      const before = beforeSeq ?? Number.MAX_SAFE_INTEGER;
      const rows =
        afterSeq === null
          ? newestBefore.all(conversationId, before, limit).reverse()
          : oldestBetween.all(conversationId, afterSeq, before, limit);
      return rows.map(logMessageText);
    },
    findMessage: async (conversationId, messageId) => message.get(uuidToBytes(messageId), conversationId),
  };
}
