/** Opens the database file with the settings everything else relies on. */
import { Database } from "bun:sqlite";
import { StartError } from "../start-error.ts";

export type Durability = "full" | "normal";

/** WAL-reset corruption was mended in 3.51.3 (reliability.md 1.4-3, RUN-4). */
const versionMin = [3, 51, 3] as const;

/**
 * Pages of a WAL before the writer checkpoints it where no thread does (checkpoints.ts): 16 MiB, a trade of write bursts
 * against recovery time.
 */
const checkpointPages = 4_000;
/** A WAL file is cut back to this after a checkpoint (F-07 bounds it at 64 MiB). */
export const walBytesMax = 32 * 1024 * 1024;

export function openWriter(path: string, durability: Durability): Database {
  const database = new Database(path, { create: true, strict: true });
  assertVersion(versionOf(database));
  database.run("pragma journal_mode = wal");
  database.run(`pragma synchronous = ${durability === "full" ? "full" : "normal"}`);
  database.run(`pragma wal_autocheckpoint = ${checkpointPages}`);
  database.run(`pragma journal_size_limit = ${walBytesMax}`);
  database.run("pragma foreign_keys = on");
  database.run("pragma busy_timeout = 5000");
  // What is erased is overwritten where that costs no page more; `parley compact` finds the rest (RUN-13).
  database.run("pragma secure_delete = fast");
  // What a savepoint sets aside stays in memory; by default it would become a file.
  database.run("pragma temp_store = memory");
  setCaches(database);
  return database;
}

/** `once`: for who reads everything from one end to the other, and should hold none of it. */
export function openReader(path: string, rows: "again" | "once" = "again"): Database {
  const database = new Database(path, { readonly: true, strict: true });
  database.run("pragma busy_timeout = 5000");
  if (rows === "again") setCaches(database);
  return database;
}

/** For who copies the WAL into the file, and neither reads nor writes. It syncs both, whatever commits wait for. */
export function openCopier(path: string): Database {
  const database = new Database(path, { readwrite: true, strict: true });
  database.run("pragma synchronous = normal");
  database.run("pragma busy_timeout = 5000");
  return database;
}

/** Reads go through the operating system's page cache by memory mapping, so the process itself keeps little. */
function setCaches(database: Database): void {
  database.run("pragma cache_size = -8000");
  database.run(`pragma mmap_size = ${8 * 1024 ** 3}`);
}

/** @throws StartError when SQLite is older than what keeps data safe (RUN-4) */
export function assertVersion(version: string): void {
  const parts = version.split(".").map(Number);
  for (const [index, least] of versionMin.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) {
      throw new StartError(
        `SQLite ${version} is too old: ${versionMin.join(".")} or later is needed to keep data safe.`,
      );
    }
  }
}

function versionOf(database: Database): string {
  const row = database.query<{ version: string }, []>("select sqlite_version() as version").get();
  return row?.version ?? "0.0.0";
}
