import type { Database } from "bun:sqlite";
import { eventKinds } from "../../engine/ports/event-record.ts";
import type { LogReader, StoredMessage } from "../../engine/ports/store-log.ts";
import { type LogRow, logColumns, logEventText, logMessageText } from "./log-rows.ts";
import { messageNumbers } from "./message-numbers.ts";
import { uuidToBytes } from "./uuid-bytes.ts";

const messageKind = eventKinds["message.sent"];

export function logReader(database: Database): LogReader {
  const range = database.query<LogRow, [number, number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev > ? and rev <= ? order by rev limit ?`,
  );
  const newestBefore = database.query<LogRow, [number, number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev < ? and rev > ? and kind = ${messageKind}
     order by rev desc limit ?`,
  );
  const oldestBetween = database.query<LogRow, [number, number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev >= ? and rev < ? and kind = ${messageKind}
     order by rev limit ?`,
  );
  const own = database.query<LogRow, [number, number, number, number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev > ? and rev <= ? and kind = ${messageKind}
     and actor_id = ? order by rev limit ?`,
  );
  const atRev = database.query<LogRow, [number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev = ? and kind = ${messageKind}`,
  );
  const numbers = messageNumbers(database);
  const message = database.query<StoredMessage, [Uint8Array, number]>(
    `select rev, seq, actor_id as senderId, at as sentAt, recalled_rev as recalledRev, body, extra
     from log where message_id = ? and conversation_id = ?`,
  );
  return {
    range: async (conversationId, afterRev, limit, uptoRev = Number.MAX_SAFE_INTEGER) =>
      range.all(conversationId, afterRev, uptoRev, limit).map(logEventText),
    async page(conversationId, { beforeSeq, afterSeq, limit, visible }) {
      const endRev = visible === undefined ? Number.MAX_SAFE_INTEGER : visible.lastRev + 1;
      const firstRev = visible?.firstRev ?? 0;
      const beforeRev =
        beforeSeq === null ? endRev : Math.min(endRev, numbers.firstRevFrom(conversationId, beforeSeq));
      if (afterSeq === null) {
        return newestBefore.all(conversationId, beforeRev, firstRev, limit).reverse().map(logMessageText);
      }
      const fromRev = Math.max(firstRev + 1, numbers.firstRevFrom(conversationId, afterSeq + 1));
      const rows = oldestBetween.all(conversationId, fromRev, beforeRev, limit);
      return rows.map(logMessageText);
    },
    messagesAt: async (conversationId, revs) =>
      revs
        .toSorted((left, right) => left - right)
        .flatMap((rev) => atRev.get(conversationId, rev) ?? [])
        .map(logMessageText),
    ownMessages: async ({ conversationId, userId, afterRev, uptoRev, limit }) =>
      own.all(conversationId, afterRev, uptoRev, userId, limit).map(logMessageText),
    findMessage: async (conversationId, messageId) => message.get(uuidToBytes(messageId), conversationId),
  };
}
