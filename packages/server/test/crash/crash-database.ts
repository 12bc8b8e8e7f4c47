/** Where the servers of a crash test keep their data: a file in their folder, or a PostgreSQL that can be killed too. */
import { join } from "node:path";
import { postgresServer } from "../../../../scripts/services/postgres.ts";
import type { Snapshot } from "./evidence.ts";
import type { History } from "./history.ts";
import { readPostgres, readSqlite } from "./read-back.ts";

export const databases = ["sqlite", "postgres"] as const;

export type DatabaseName = (typeof databases)[number];

export interface CrashDatabase {
  /** The server's option; empty for SQLite. */
  readonly url: string;
  /** Processes of its own; null: it lives in the server's and dies with it. */
  readonly process: { kill(): Promise<void>; start(): Promise<unknown> } | null;
  readBack(history: History): Promise<Snapshot>;
  remove(): Promise<void>;
}

export async function createCrashDatabase(name: DatabaseName, folder: string): Promise<CrashDatabase> {
  if (name === "sqlite") {
    return {
      url: "",
      process: null,
      readBack: (history) => readSqlite(join(folder, "parley.db"), history),
      remove: async () => undefined,
    };
  }
  const server = postgresServer(`postgres-crash-${process.pid}`);
  const url = await server.start();
  return { url, process: server, readBack: (history) => readPostgres(url, history), remove: server.remove };
}
