/** What those who search read of the index of messages: blocks from its own file, the messages from the log. */
import type { Database } from "bun:sqlite";
import {
  type BlockFilter,
  blockOf,
  type IndexedMessage,
  type MessageIndexNotes,
  type MessageIndexReader,
  type SearchBlock,
  type SearchSource,
} from "../../engine/ports/store-message-index.ts";
import { readableList } from "../shared/readable-statuses.ts";
import { type LogRow, logColumns, logMessageText } from "./log-rows.ts";
import type { SearchFile } from "./search-file.ts";

/** More make a block hardly less likely to pass. */
const comparedMarksMax = 8;

export function messageIndexReader(database: Database, file: SearchFile): MessageIndexReader {
  const conversations = database.query<{ conversationId: number; firstRev: number }, [number, number]>(
    `select m.conversation_id as conversationId, max(m.first_rev, c.purged_rev) as firstRev
     from members m join conversations c on c.id = m.conversation_id
     where m.user_id = ?1 and (?2 = 0 or m.conversation_id = ?2) and m.status in (${readableList})
       and m.left_rev is null`,
  );
  const rowAt = database.query<LogRow, [number, number]>(
    `select ${logColumns} from log where conversation_id = ? and rev = ? and body is not null`,
  );
  const oldestNote = database.query<{ id: number | null }, []>(`select min(id) as id from search_notes`);
  return {
    async sources(userId, conversationId, sentUpTo) {
      const index = file.read();
      if (index === null) return [];
      const rows = conversations.all(userId, conversationId ?? 0);
      const lowest = new Map(rows.map((row) => [row.conversationId, blockOf(row.firstRev + 1)]));
      const newest = newestBlocksQuery(index).all(JSON.stringify([...lowest.keys()]), sentUpTo);
      return newest.flatMap((block) => sourceFrom(block, lowest.get(block.conversationId) ?? 0));
    },
    async blocks(ranges, { marks, sentUpTo }) {
      const index = file.read();
      if (index === null) return [];
      const compared = marks.slice(0, comparedMarksMax);
      const read = blocksQuery(index, compared.length);
      return ranges.flatMap(({ conversationId, low, high }) =>
        read.all(sentUpTo, ...compared, conversationId, low, high),
      );
    },
    messages: async (places) =>
      places.flatMap(({ conversationId, rev }) => {
        const row = rowAt.get(conversationId, rev);
        return row === null ? [] : [indexedMessage(row)];
      }),
    async hasTakenChanges() {
      const index = file.read();
      const oldest = oldestNote.get()?.id;
      return index !== null && oldest != null && oldest <= takenNoteId(index);
    },
  };
}

export function messageIndexNotes(database: Database, file: SearchFile): MessageIndexNotes {
  const forget = database.query(`delete from search_notes where id <= ?`);
  return {
    ...messageIndexReader(database, file),
    async forgetTakenChanges() {
      const index = file.read();
      if (index !== null) forget.run(takenNoteId(index));
    },
  };
}

function indexedMessage(row: LogRow): IndexedMessage {
  const { conversationId, rev, at } = row;
  return { conversationId, rev, sentAt: at, text: logMessageText(row) };
}

function takenNoteId(index: Database): number {
  const row = index.query<{ noteId: number }, []>(`select note_id as noteId from search_state`).get();
  return row?.noteId ?? 0;
}

type NewestBlock = Omit<SearchSource, "lowest">;

function sourceFrom(block: NewestBlock, lowest: number): SearchSource[] {
  return block.number < lowest ? [] : [{ ...block, lowest }];
}

function newestBlocksQuery(index: Database) {
  return index.query<NewestBlock, [string, number]>(
    `select b.conversation_id as conversationId, b.number, b.newest_at as newestAt
     from json_each(?1) ids join search_blocks b on b.conversation_id = ids.value
       and b.number = (select number from search_blocks
         where conversation_id = ids.value and oldest_at <= ?2 order by number desc limit 1)`,
  );
}

function blocksQuery(index: Database, marks: BlockFilter["marks"]["length"]) {
  const hasMarks = " and instr(lines, ?) > 0".repeat(marks);
  return index.query<SearchBlock, (string | number)[]>(
    `select conversation_id as conversationId, number, newest_at as newestAt,
       case when oldest_at <= ?${hasMarks} then lines end as lines
     from search_blocks where conversation_id = ? and number between ? and ? order by number desc`,
  );
}
