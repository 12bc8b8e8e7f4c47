/**
 * Writes a database file anew with what it holds and nothing else. What was erased leaves its bytes behind for a while: in
 * free pages, in parts of pages nobody reads, in the WAL. Afterwards they are nowhere (INV-12). Needs the room of a second
 * copy, and nobody else at the file. Killed in between, the file is as before or done.
 */
import { Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { searchFileName } from "./search-file.ts";

export interface Compacted {
  readonly path: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** The database and the index beside it; those that are there. */
export function compactFiles(databasePath: string): Compacted[] {
  return [databasePath, join(dirname(databasePath), searchFileName)].filter(existsSync).map(compactFile);
}

function compactFile(path: string): Compacted {
  const bytesBefore = statSync(path).size;
  const database = new Database(path, { readwrite: true, strict: true });
  try {
    database.run("vacuum");
    database.run("pragma wal_checkpoint(truncate)");
  } finally {
    database.close();
  }
  return { path, bytesBefore, bytesAfter: statSync(path).size };
}
