/**
 * The index of messages on PostgreSQL. The cursor is a place in the order of transactions: rows of those below the oldest
 * that runs are all there, and no more come. The row of the state is held by whoever takes from the log, so of several
 * nodes one does at a time.
 */
import { type EventRow, eventKinds, messageText } from "../../engine/ports/event-record.ts";
import {
  eventsPerBlock,
  type IndexedMessage,
  type IndexPart,
  type MessageIndexNotes,
  type MessageIndexReader,
  type SearchBlock,
  type SearchSource,
  type TakenMessage,
} from "../../engine/ports/store-message-index.ts";
import { readableList } from "../shared/readable-statuses.ts";
import { currentCursor } from "./change-mark.ts";
import type { Query } from "./connection.ts";
import { logColumns } from "./log-rows.ts";

const message = eventKinds["message.sent"];
/** Blocks removed at a time when the index is made anew. */
const clearedPerPart = 500;
/** More make a block hardly less likely to pass. */
const comparedMarksMax = 8;

interface State {
  readonly version: number;
  readonly transactionId: number;
  readonly conversationId: number;
  readonly rev: number;
}

type PlacedRow = EventRow & { readonly transactionId: number };

const state = `select version, transaction_id as "transactionId", conversation_id as "conversationId", rev from search_state`;
const setState = `update search_state set version = $1, transaction_id = $2, conversation_id = $3, rev = $4`;
const isAfterCursor = `transaction_id >= $1 and (transaction_id, conversation_id, rev) > ($1, $2, $3)
  and transaction_id < ${currentCursor}`;
const next = `select transaction_id as "transactionId", ${logColumns} from log where ${isAfterCursor}
  order by transaction_id, conversation_id, rev limit $4`;
const takeEdits = `with taken as (
    delete from search_edits where (conversation_id, rev) in (select conversation_id, rev from search_edits limit $1)
    returning conversation_id, rev)
  select ${logColumns} from log join taken using (conversation_id, rev) where body is not null`;
const clearBlocks = `delete from search_blocks where (conversation_id, number) in
  (select conversation_id, number from search_blocks limit $1) returning number`;
const add = `insert into search_blocks (conversation_id, number, oldest_at, newest_at, lines)
  select n."conversationId", n.number, n."oldestAt", greatest(n."newestAt", coalesce((select newest_at from search_blocks b
    where b.conversation_id = n."conversationId" and b.number < n.number order by b.number desc limit 1), 0)), n.lines
  from json_to_recordset($1::text::json) as
    n ("conversationId" bigint, number bigint, "oldestAt" bigint, "newestAt" bigint, lines text)
  on conflict (conversation_id, number) do update set lines = search_blocks.lines || excluded.lines,
    oldest_at = least(search_blocks.oldest_at, excluded.oldest_at),
    newest_at = greatest(search_blocks.newest_at, excluded.newest_at)`;
const sources = `select m.conversation_id as "conversationId", b.number, b.newest_at as "newestAt",
    seen.lowest
  from members m join conversations c on c.id = m.conversation_id
  cross join lateral (select (greatest(m.first_rev, c.purged_rev) + 1) / ${eventsPerBlock} as lowest) seen
  cross join lateral (select number, newest_at from search_blocks
    where conversation_id = m.conversation_id and number >= seen.lowest and oldest_at <= $3
    order by number desc limit 1) b
  where m.user_id = $1 and ($2 = 0 or m.conversation_id = $2) and m.status in (${readableList}) and m.left_rev is null`;
const messages = `select ${logColumns} from (
    select found.* from json_to_recordset($1::text::json) as place ("conversationId" bigint, rev bigint)
    join log found on found.conversation_id = place."conversationId" and found.rev = place.rev) found
  where body is not null`;

function blocksWith(marks: number): string {
  const hasMarks = Array.from({ length: marks }, (_, index) => ` and strpos(lines, $${index + 3}) > 0`).join(
    "",
  );
  return `select conversation_id as "conversationId", number, newest_at as "newestAt",
      case when oldest_at <= $2${hasMarks} then lines end as lines
    from json_to_recordset($1::text::json) as r ("conversationId" bigint, low bigint, high bigint)
    cross join lateral (select * from search_blocks
      where conversation_id = r."conversationId" and number between r.low and r.high) b
    order by conversation_id, number desc`;
}

export function messageIndexReader(query: Query): MessageIndexReader {
  return {
    sources: (userId, conversationId, sentUpTo) =>
      query<SearchSource>(sources, [userId, conversationId ?? 0, sentUpTo]),
    async blocks(ranges, { marks, sentUpTo }) {
      if (ranges.length === 0) return [];
      const compared = marks.slice(0, comparedMarksMax);
      return query<SearchBlock>(blocksWith(compared.length), [JSON.stringify(ranges), sentUpTo, ...compared]);
    },
    async messages(places) {
      if (places.length === 0) return [];
      const rows = await query<EventRow>(messages, [JSON.stringify(places)]);
      return rows.map(indexedMessage);
    },
    // They leave with the part that takes them.
    hasTakenChanges: async () => false,
  };
}

export function messageIndexNotes(query: Query): MessageIndexNotes {
  return { ...messageIndexReader(query), forgetTakenChanges: async () => undefined };
}

async function readState(query: Query, text: string): Promise<State> {
  const [row] = await query<State>(text, []);
  if (row === undefined) throw new Error("the index of messages has no state");
  return row;
}

function indexedMessage(row: EventRow): IndexedMessage {
  const { conversationId, rev, at } = row;
  return { conversationId, rev, sentAt: at, text: messageText(row) };
}

function takenOf({ at, body, conversationId, rev }: EventRow): TakenMessage[] {
  return body === null ? [] : [{ conversationId, rev, sentAt: at, body }];
}

export function indexPart(query: Query): IndexPart {
  /** Holds the state until the commit; null while something of another version is left. */
  async function ready(version: number): Promise<State | null> {
    const held = await readState(query, `${state} for update`);
    if (held.version === version) return held;
    const cleared = await query(clearBlocks, [clearedPerPart]);
    if (cleared.length === clearedPerPart) return null;
    await query(`delete from search_edits`, []);
    await query(setState, [version, 0, 0, 0]);
    return { version, transactionId: 0, conversationId: 0, rev: 0 };
  }

  return {
    async take(version, limit) {
      const cursor = await ready(version);
      if (cursor === null) return { messages: [], isMore: true };
      const edits = await query<EventRow>(takeEdits, [limit]);
      const { transactionId, conversationId, rev } = cursor;
      const rows = await query<PlacedRow>(next, [transactionId, conversationId, rev, limit]);
      const last = rows.at(-1);
      if (last !== undefined) {
        await query(setState, [version, last.transactionId, last.conversationId, last.rev]);
      }
      return {
        messages: [...edits, ...rows.filter(({ kind }) => kind === message)].flatMap(takenOf),
        isMore: rows.length === limit || edits.length === limit,
      };
    },
    async add(lines) {
      if (lines.length > 0) await query(add, [JSON.stringify(lines)]);
    },
  };
}
