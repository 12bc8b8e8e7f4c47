/** What the configuration says of the store, for threads that hold none. */
import { join } from "node:path";
import type { Config } from "./options.ts";

/** Whether the configured store reads in threads of its own; a database server does that by itself. */
export function hasReaderThreads({ databaseUrl }: Pick<Config, "databaseUrl">): boolean {
  return databaseUrl === "";
}

/** The file of the embedded database. */
export function databasePath({ data }: Pick<Config, "data">): string {
  return join(data, "parley.db");
}
