/**
 * Keeps the index of messages of a database: reads its log on one connection and writes the index's file on another, so
 * that it waits for nobody and nobody for it. The cursor is the position of a row of the log: rows lie in the order of
 * commits. Owns both connections.
 */
import type { Database } from "bun:sqlite";
import { eventKinds } from "../../engine/ports/event-record.ts";
import {
  blockOf,
  type IndexPart,
  type MessageIndexer,
  type NewLines,
  type TakenMessage,
} from "../../engine/ports/store-message-index.ts";
import { withoutLine } from "../shared/search-lines.ts";
import { openReader } from "./database.ts";
import type { LogRow } from "./log-rows.ts";
import { isDamaged, openSearchFile, removeSearchFile } from "./search-file.ts";

const message = eventKinds["message.sent"];

/** Nobody waits for a part, and of an index that is being caught up it halves what is written. */
const messagesPerPart = 8_192;

interface State {
  readonly version: number;
  readonly epoch: string;
  readonly position: number;
  readonly noteId: number;
}

interface PlacedRow extends Pick<LogRow, "conversationId" | "rev" | "kind" | "at" | "body"> {
  readonly position: number;
}

const columns = "position, conversation_id as conversationId, rev, kind, at, body";

/** @param path the database's */
export function openSqliteIndexer(path: string): MessageIndexer {
  const log = openReader(path, "once");
  let index = openSearchFile(path);
  let part = indexPart(logOf(log), index);
  let last: Promise<unknown> = Promise.resolve();

  async function inTransactions<T>(run: (part: IndexPart) => Promise<T>): Promise<T> {
    index.run("begin immediate");
    // Everything a part reads of the log is of one moment.
    log.run("begin");
    try {
      const value = await run(part);
      index.run("commit");
      return value;
    } finally {
      log.run("rollback");
      if (index.inTransaction) index.run("rollback");
    }
  }

  async function inSoundFile<T>(run: (part: IndexPart) => Promise<T>): Promise<T> {
    try {
      return await inTransactions(run);
    } catch (error) {
      if (!isDamaged(index, error)) throw error;
      index.close();
      removeSearchFile(path);
      index = openSearchFile(path);
      part = indexPart(logOf(log), index);
      return inTransactions(run);
    }
  }

  return {
    messagesPerPart,
    part(run) {
      const done = last.then(() => inSoundFile(run));
      last = done.catch(() => undefined);
      return done;
    },
    async close() {
      await last;
      log.close();
      index.close();
    },
  };
}

function indexPart(log: ReturnType<typeof logOf>, index: Database): IndexPart {
  const state = index.query<State, []>(
    `select version, epoch, position, note_id as noteId from search_state`,
  );
  const setState = index.query(`update search_state set version = ?, epoch = ?, position = ?, note_id = ?`);
  const removeLine = index.query<unknown, [string, number, number]>(
    `update search_blocks set lines = ${withoutLine("instr", "char(10)", "?1")}
     where conversation_id = ?2 and number = ?3 and instr(lines, char(10) || ?1 || ':') > 0`,
  );
  const addLines = index.query<unknown, [number, number, number, number, string]>(
    `insert into search_blocks (conversation_id, number, oldest_at, newest_at, lines)
     values (?1, ?2, ?3, max(?4, coalesce((select newest_at from search_blocks
       where conversation_id = ?1 and number < ?2 order by number desc limit 1), 0)), ?5)
     on conflict (conversation_id, number) do update set lines = lines || excluded.lines,
       oldest_at = min(oldest_at, excluded.oldest_at), newest_at = max(newest_at, excluded.newest_at)`,
  );

  function begun(version: number): State {
    const before = state.get();
    const epoch = log.epoch();
    // Behind the notes that were forgotten it is after a power cut took its newest changes.
    const isOurs =
      before?.version === version && before.epoch === epoch && before.noteId >= log.forgottenNoteId();
    // Ahead of the log it is after a power cut took the log's newest rows: new ones have their positions now.
    if (before !== null && isOurs && before.position <= log.newestPosition()) return before;
    index.run(`delete from search_blocks`);
    return { version, epoch, position: 0, noteId: log.newestNoteId() };
  }

  return {
    async take(version, limit) {
      const { epoch, position, noteId } = begun(version);
      const notes = log.notesAfter(noteId, limit);
      const places = new Map(notes.map((note) => [`${note.conversationId} ${note.rev}`, note]));
      const changed: TakenMessage[] = [];
      for (const { conversationId, rev } of places.values()) {
        removeLine.run(String(rev), conversationId, blockOf(rev));
        const row = log.rowAt(conversationId, rev);
        // One that is not taken yet comes with the others.
        if (row !== null && row.position <= position) changed.push(...takenOf(row));
      }
      const rows = log.rowsAfter(position, limit);
      setState.run(version, epoch, rows.at(-1)?.position ?? position, notes.at(-1)?.id ?? noteId);
      return {
        messages: [...changed, ...rows.filter(({ kind }) => kind === message).flatMap(takenOf)],
        isMore: rows.length === limit || notes.length === limit,
      };
    },
    async add(lines: readonly NewLines[]) {
      for (const { conversationId, number, oldestAt, newestAt, lines: text } of lines) {
        addLines.run(conversationId, number, oldestAt, newestAt, text);
      }
    },
  };
}

function takenOf({ at, body, conversationId, rev }: PlacedRow): TakenMessage[] {
  return body === null ? [] : [{ conversationId, rev, sentAt: at, body }];
}

interface Note {
  readonly id: number;
  readonly conversationId: number;
  readonly rev: number;
}

function logOf(database: Database) {
  const epoch = database.query<{ value: string }, []>("select value from settings where name = 'epoch'");
  const newest = database.query<{ position: number | null }, []>(`select max(position) as position from log`);
  const oldestNote = database.query<{ id: number | null }, []>(`select min(id) as id from search_notes`);
  const newestNote = database.query<{ id: number }, []>(
    `select seq as id from sqlite_sequence where name = 'search_notes'`,
  );
  const newestNoteId = () => newestNote.get()?.id ?? 0;
  const rows = database.query<PlacedRow, [number, number]>(
    `select ${columns} from log where position > ? order by position limit ?`,
  );
  const row = database.query<PlacedRow, [number, number]>(
    `select ${columns} from log where conversation_id = ? and rev = ? and body is not null`,
  );
  const notes = database.query<Note, [number, number]>(
    `select id, conversation_id as conversationId, rev from search_notes where id > ? order by id limit ?`,
  );
  return {
    epoch: () => epoch.get()?.value ?? "",
    newestPosition: () => newest.get()?.position ?? 0,
    newestNoteId,
    forgottenNoteId: () => (oldestNote.get()?.id ?? newestNoteId() + 1) - 1,
    rowsAfter: (position: number, limit: number) => rows.all(position, limit),
    rowAt: (conversationId: number, rev: number) => row.get(conversationId, rev),
    notesAfter: (id: number, limit: number) => notes.all(id, limit),
  };
}
