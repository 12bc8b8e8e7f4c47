/**
 * Cursors in the log on PostgreSQL: a place in the order of transactions. Rows of those below the oldest that runs are
 * all there, and no more come. Within a conversation that order may be another than that of `rev`: a transaction that
 * has its id before another's may get the conversation after it. So what is lower and was not taken yet is taken along.
 */
import { type EventRow, eventName } from "../../engine/ports/event-record.ts";
import type { LogCursorsReader, LogCursorsWriter } from "../../engine/ports/store-log-cursors.ts";
import { currentCursor } from "./change-mark.ts";
import type { Query } from "./connection.ts";
import { logColumns } from "./log-rows.ts";

/** Events of one conversation that overtake each other are those of transactions that ran beside each other. */
const overtakenRevsMax = 64;

interface Cursor {
  readonly transactionId: number;
  readonly conversationId: number;
  readonly rev: number;
}

type PlacedRow = EventRow & { readonly transactionId: number };

const read = `select transaction_id as "transactionId", conversation_id as "conversationId", rev
  from log_cursors where name = $1`;
const isAfterCursor = `transaction_id >= $1 and (transaction_id, conversation_id, rev) > ($1, $2, $3)`;
const hasNext = `select 1 as one from log where ${isAfterCursor} and transaction_id < ${currentCursor} limit 1`;
const next = `select transaction_id as "transactionId", ${logColumns} from log
  where ${isAfterCursor} and transaction_id < ${currentCursor} order by transaction_id, conversation_id, rev limit $4`;
const overtaken = `select transaction_id as "transactionId", ${logColumns} from (
    select l.* from json_to_recordset($4::text::json) as place ("conversationId" bigint, rev bigint)
    join log l on l.conversation_id = place."conversationId"
      and l.rev between place.rev - ${overtakenRevsMax} and place.rev - 1) log
  where ${isAfterCursor}`;
const start = `insert into log_cursors (name, transaction_id, conversation_id, rev) values ($1, ${currentCursor}, 0, 0)
  on conflict (name) do update set transaction_id = excluded.transaction_id, conversation_id = 0, rev = 0`;
const move = `update log_cursors set transaction_id = $2, conversation_id = $3, rev = $4 where name = $1`;

export function logCursorsReader(query: Query): LogCursorsReader {
  return {
    async isStarted(name) {
      return (await query(read, [name])).length > 0;
    },
    async hasNews(name) {
      const [cursor] = await query<Cursor>(read, [name]);
      if (cursor === undefined) return false;
      const found = await query(hasNext, [cursor.transactionId, cursor.conversationId, cursor.rev]);
      return found.length > 0;
    },
  };
}

export function logCursorsWriter(query: Query): LogCursorsWriter {
  return {
    ...logCursorsReader(query),
    async start(name) {
      await query(start, [name]);
    },
    async take(name, limit) {
      const [cursor] = await query<Cursor>(`${read} for update`, [name]);
      if (cursor === undefined) return { events: [], isMore: false };
      const rows = await query<PlacedRow>(next, [
        cursor.transactionId,
        cursor.conversationId,
        cursor.rev,
        limit,
      ]);
      const last = rows.at(-1);
      if (last === undefined) return { events: [], isMore: false };
      await query(move, [name, last.transactionId, last.conversationId, last.rev]);
      const firsts = JSON.stringify(firstOfEach(rows));
      const before = await query<PlacedRow>(overtaken, [
        last.transactionId,
        last.conversationId,
        last.rev,
        firsts,
      ]);
      const ordered = [...before, ...rows].toSorted(
        (one, other) => one.conversationId - other.conversationId || one.rev - other.rev,
      );
      const events = ordered.map(({ conversationId, rev, kind, actorId, at, id, body }) => {
        return { conversationId, rev, name: eventName(kind), actorId, at, id, body };
      });
      return { events, isMore: rows.length === limit };
    },
  };
}

function firstOfEach(rows: readonly PlacedRow[]): { conversationId: number; rev: number }[] {
  const firsts = new Map<number, number>();
  for (const { conversationId, rev } of rows) {
    firsts.set(conversationId, Math.min(firsts.get(conversationId) ?? rev, rev));
  }
  return [...firsts].map(([conversationId, rev]) => ({ conversationId, rev }));
}
