/** The index of messages on SQLite. The cursor is the position of a row of the log: rows lie in the order of commits. */
import type { Database } from "bun:sqlite";
import { eventKinds } from "../../engine/ports/event-record.ts";
import type {
  BlockFilter,
  IndexedMessage,
  MessageIndexReader,
  MessageIndexWriter,
  SearchBlock,
  SearchSource,
} from "../../engine/ports/store-message-index.ts";
import { readableList } from "../shared/readable-statuses.ts";
import { type LogRow, logColumns, logMessageText } from "./log-rows.ts";

const message = eventKinds["message.sent"];
/** Blocks removed at a time when the index is made anew. */
const clearedPerPart = 500;
/** More make a block hardly less likely to pass. */
const comparedMarksMax = 8;

interface State {
  readonly version: number;
  readonly position: number;
}

type PlacedRow = LogRow & { readonly position: number };

export function messageIndexReader(database: Database): MessageIndexReader {
  const state = stateQuery(database);
  const newest = database.query<{ position: number | null }, []>(`select max(position) as position from log`);
  const edited = database.query<{ position: number }, []>(`select position from search_edits limit 1`);
  const sources = database.query<
    SearchSource & { readonly newestAt: number | null },
    [number, number, number]
  >(
    `select m.conversation_id as conversationId, b.number, b.newest_at as newestAt
     from members m join search_blocks b on b.conversation_id = m.conversation_id
       and b.number = (select number from search_blocks
         where conversation_id = m.conversation_id and oldest_at <= ?3 order by number desc limit 1)
     where m.user_id = ?1 and (?2 = 0 or m.conversation_id = ?2) and m.status in (${readableList})`,
  );
  const rowAt = database.query<LogRow, [number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev = ? and body is not null`,
  );
  return {
    async hasNews(version) {
      const { position, version: indexed } = state();
      return indexed !== version || (newest.get()?.position ?? 0) > position || edited.get() !== null;
    },
    sources: async (userId, conversationId, sentUpTo) => sources.all(userId, conversationId ?? 0, sentUpTo),
    async blocks(ranges, { marks, sentUpTo }) {
      const compared = marks.slice(0, comparedMarksMax);
      const read = blocksQuery(database, compared.length);
      return ranges.flatMap(({ conversationId, low, high }) =>
        read.all(sentUpTo, ...compared, conversationId, low, high),
      );
    },
    messages: async (places) =>
      places.flatMap(({ conversationId, rev }) => {
        const row = rowAt.get(conversationId, rev);
        return row === null ? [] : [indexedMessage(row)];
      }),
  };
}

function stateQuery(database: Database): () => State {
  const query = database.query<State, []>(`select version, position from search_state`);
  return () => query.get() ?? { version: 0, position: 0 };
}

function blocksQuery(database: Database, marks: BlockFilter["marks"]["length"]) {
  const hasMarks = " and instr(lines, ?) > 0".repeat(marks);
  return database.query<SearchBlock, (string | number)[]>(
    `select conversation_id as conversationId, number, newest_at as newestAt,
       case when oldest_at <= ?${hasMarks} then lines end as lines
     from search_blocks where conversation_id = ? and number between ? and ? order by number desc`,
  );
}

function indexedMessage(row: LogRow): IndexedMessage {
  const { conversationId, rev, at } = row;
  return { conversationId, rev, sentAt: at, text: logMessageText(row) };
}

export function messageIndexWriter(database: Database): MessageIndexWriter {
  const state = stateQuery(database);
  const setState = database.query(`update search_state set version = ?, position = ?`);
  const clear = database.query<unknown, []>(
    `delete from search_blocks where id in (select id from search_blocks limit ${clearedPerPart}) returning id`,
  );
  const clearEdits = database.query(`delete from search_edits`);
  const next = database.query<PlacedRow, [number, number]>(
    `select position, ${logColumns} from log where position > ? order by position limit ?`,
  );
  const takeEdits = database.query<{ position: number }, [number]>(
    `delete from search_edits where position in (select position from search_edits limit ?) returning position`,
  );
  const at = database.query<LogRow, [number]>(
    `select ${logColumns} from log where position = ? and body is not null`,
  );
  const add = database.query(
    `insert into search_blocks (conversation_id, number, oldest_at, newest_at, lines)
     values (?1, ?2, ?3, max(?4, coalesce((select newest_at from search_blocks
       where conversation_id = ?1 and number < ?2 order by number desc limit 1), 0)), ?5)
     on conflict (conversation_id, number) do update set lines = lines || excluded.lines,
       oldest_at = min(oldest_at, excluded.oldest_at), newest_at = max(newest_at, excluded.newest_at)`,
  );

  /** True once nothing of another version is left. */
  function isReady(version: number): boolean {
    const { version: indexed } = state();
    if (indexed === version) return true;
    if (clear.all().length === clearedPerPart) return false;
    clearEdits.run();
    setState.run(version, 0);
    return true;
  }

  return {
    ...messageIndexReader(database),
    async take(version, limit) {
      if (!isReady(version)) return { messages: [], isMore: true };
      const edits = takeEdits.all(limit).flatMap(({ position }) => at.get(position) ?? []);
      const rows = next.all(state().position, limit);
      const last = rows.at(-1);
      if (last !== undefined) setState.run(version, last.position);
      const taken = rows.filter(({ kind, body }) => kind === message && body !== null);
      return { messages: [...edits, ...taken].map(indexedMessage), isMore: rows.length === limit };
    },
    async add(lines) {
      for (const { conversationId, number, oldestAt, newestAt, lines: text } of lines) {
        add.run(conversationId, number, oldestAt, newestAt, text);
      }
    },
  };
}
