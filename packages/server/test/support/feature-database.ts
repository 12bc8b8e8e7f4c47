/**
 * The database a test server keeps its data in. The feature suite runs on both: `npm test` runs it a second time with
 * PARLEY_TEST_DATABASE=postgres, and then each test server has a PostgreSQL database of its own.
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";
import postgres from "postgres";
import { createTestDatabase, testServerUrl } from "../../src/store/postgres/test-database.ts";

export const featureDatabaseKind = process.env.PARLEY_TEST_DATABASE === "postgres" ? "postgres" : "sqlite";

export interface FeatureDatabase {
  /** The server's option; empty for SQLite in its data folder. */
  readonly url: string;
  /** Runs one statement behind the server's back. */
  run(statement: string): Promise<void>;
  /** The rows a statement answers, read behind the server's back. */
  rows(statement: string): Promise<Record<string, unknown>[]>;
  /** Those of the index of messages, which may lie beside the database. */
  searchRows(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function createFeatureDatabase(folder: string): Promise<FeatureDatabase> {
  if (featureDatabaseKind === "sqlite") {
    return {
      url: "",
      run: async (statement) => void rowsOnSqlite(folder, statement),
      rows: async (statement) => rowsOnSqlite(folder, statement),
      searchRows: async (statement) => rowsOnSqlite(folder, statement, "search.db"),
      drop: async () => undefined,
    };
  }
  if (testServerUrl === "") throw new Error("PARLEY_TEST_DATABASE=postgres needs PARLEY_TEST_POSTGRES_URL");
  const { url, drop } = await createTestDatabase();
  const rows = (statement: string) => rowsOnPostgres(url, statement);
  return { url, run: async (statement) => void (await rows(statement)), rows, searchRows: rows, drop };
}

function rowsOnSqlite(folder: string, statement: string, file = "parley.db"): Record<string, unknown>[] {
  const database = new Database(join(folder, file));
  try {
    database.run("pragma busy_timeout = 5000");
    return database.query<Record<string, unknown>, []>(statement).all();
  } finally {
    database.close();
  }
}

async function rowsOnPostgres(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe<Record<string, unknown>[]>(statement))];
  } finally {
    await sql.end();
  }
}
