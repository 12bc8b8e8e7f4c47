/**
 * One data folder serves one process (RUN-9): a lock the operating system itself drops when the process dies, however
 * it dies. SQLite's own file lock is the portable way to one.
 */
import { Database, SQLiteError } from "bun:sqlite";
import { join } from "node:path";
import { folderError, StartError } from "./store/start-error.ts";

/** Holds the folder until the answer is called. @throws StartError when another process holds it. */
export function lockDataFolder(folder: string): () => void {
  const path = join(folder, "lock.db");
  try {
    const database = new Database(path, { create: true });
    database.run("pragma busy_timeout = 0");
    database.run("begin exclusive");
    return () => database.close();
  } catch (error) {
    if (error instanceof SQLiteError && error.code === "SQLITE_BUSY") {
      throw new StartError(`The data folder ${folder} is in use by another Parley.`);
    }
    throw folderError(folder, error);
  }
}
