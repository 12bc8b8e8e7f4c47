/**
 * The file that holds the index of messages, beside the database. All in it can be made anew from the log: a file of
 * another making, of another database or one that cannot be read is emptied, and losing it loses nothing. Invariant: it
 * is written by one connection alone, so that nothing here ever makes a commit of the database wait.
 */
import { Database, SQLiteError } from "bun:sqlite";
import { rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Raised when the tables change; older ones are dropped. */
const layout = 1;

const tables = [
  `create table search_blocks (
    id integer primary key,
    conversation_id integer not null,
    number integer not null,
    oldest_at integer not null,
    newest_at integer not null,
    lines text not null)`,
  `create unique index search_blocks_by_number on search_blocks (conversation_id, number)`,
  // How far it has come: in the log, and in the notes of what changed there.
  `create table search_state (
    only_row integer primary key check (only_row = 1),
    version integer not null,
    epoch text not null,
    position integer not null,
    note_id integer not null)`,
  `insert into search_state (only_row, version, epoch, position, note_id) values (1, 0, '', 0, 0)`,
] as const;

const files = ["", "-wal", "-shm"] as const;

export const searchFileName = "search.db";

function searchFilePath(databasePath: string): string {
  return join(dirname(databasePath), searchFileName);
}

/** For the one who writes it. */
export function openSearchFile(databasePath: string): Database {
  const path = searchFilePath(databasePath);
  try {
    return prepared(path);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    removeSearchFile(databasePath);
    return prepared(path);
  }
}

/** Those who search find out by themselves. */
export function removeSearchFile(databasePath: string): void {
  for (const suffix of files) rmSync(searchFilePath(databasePath) + suffix, { force: true });
}

/** For those who search: opened when first asked for, since another thread makes it when there is something to find. */
export interface SearchFile {
  /** Null as long as there is nothing in it that can be read. */
  read(): Database | null;
  close(): void;
}

export function searchFileBeside(databasePath: string): SearchFile {
  const path = searchFilePath(databasePath);
  let opened: Database | null = null;
  /** No other file has its number while it is open. */
  let openedNumber: number | undefined;
  return {
    read() {
      const number = statSync(path, { throwIfNoEntry: false })?.ino;
      if (number !== openedNumber) {
        opened?.close();
        opened = null;
      }
      openedNumber = number;
      if (number !== undefined) opened ??= openForReading(path);
      return opened;
    },
    close: () => opened?.close(),
  };
}

function openForReading(path: string): Database | null {
  const database = new Database(path, { readonly: true, strict: true });
  try {
    setUpForReading(database);
    if (layoutOf(database) === layout) return database;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  database.close();
  return null;
}

function prepared(path: string): Database {
  const database = new Database(path, { create: true, strict: true });
  try {
    database.run("pragma journal_mode = wal");
    // Consistent after a power cut, and then perhaps a little older: the log says what is missing.
    database.run("pragma synchronous = normal");
    database.run("pragma busy_timeout = 5000");
    database.run("pragma cache_size = -8000");
    if (layoutOf(database) !== layout) lay(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function setUpForReading(database: Database): void {
  database.run("pragma busy_timeout = 5000");
  database.run("pragma cache_size = -4000");
  database.run(`pragma mmap_size = ${8 * 1024 ** 3}`);
}

function layoutOf(database: Database): number {
  return database.query<{ user_version: number }, []>("pragma user_version").get()?.user_version ?? 0;
}

function lay(database: Database): void {
  database.transaction(() => {
    for (const name of ["search_blocks", "search_state"]) database.run(`drop table if exists ${name}`);
    for (const statement of tables) database.run(statement);
    database.run(`pragma user_version = ${layout}`);
  })();
}

function isUnreadable(error: unknown): boolean {
  return error instanceof SQLiteError && /^SQLITE_(?:NOTADB|CORRUPT)/.test(error.code ?? "");
}

/** Whether the error says that a file is damaged, and it is this one. Reads all of it then. */
export function isDamaged(database: Database, error: unknown): boolean {
  if (!isUnreadable(error)) return false;
  try {
    const row = database.query<{ quick_check: string }, []>("pragma quick_check(1)").get();
    return row?.quick_check !== "ok";
  } catch (failure) {
    return isUnreadable(failure);
  }
}
