/** Makes a store with very many people on SQLite, in bulk: rows go in the order of their keys, and indexes are made after them. */
import { Database } from "bun:sqlite";
import { openSqliteStore } from "../../src/store/sqlite/store.ts";
import { peopleTables, type Row, type TableRows } from "./rows.ts";

const rowsPerStatement = 16;
const rowsPerTransaction = 100_000;

export async function generatePeople(
  path: string,
  users: number,
  log: (text: string) => void,
): Promise<void> {
  const store = openSqliteStore({
    ...{ path, durability: "normal", newEpoch: () => crypto.randomUUID() },
    onBroken(error) {
      throw error;
    },
  });
  await store.close();
  const database = new Database(path);
  for (const setting of ["synchronous = off", "cache_size = -1000000", "temp_store = memory"]) {
    database.run(`pragma ${setting}`);
  }
  for (const table of peopleTables(users)) {
    const indexes = dropIndexes(database, table.table);
    log(`${await fill(database, table)} ${table.table}`);
    for (const statement of indexes) database.run(statement);
  }
  database.run("analyze");
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
}

/** Takes away what is made faster afterwards; answers how to make it again. */
function dropIndexes(database: Database, table: string): string[] {
  const found = database
    .query<{ name: string; sql: string }, [string]>(
      "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name = ?",
    )
    .all(table);
  for (const { name } of found) database.run(`drop index ${name}`);
  return found.map(({ sql }) => sql);
}

/** Answers how many rows there are. */
async function fill(database: Database, { table, columns, isSorted, rows }: TableRows): Promise<number> {
  const names = columns.join(", ");
  if (isSorted) return insertAll(database, table, columns, rows());
  database.run(`create temp table unsorted (${names})`);
  const count = await insertAll(database, "unsorted", columns, rows());
  database.run(`insert into ${table} (${names}) select ${names} from unsorted order by ${names}`);
  database.run("drop table unsorted");
  return count;
}

async function insertAll(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: ReturnType<TableRows["rows"]>,
): Promise<number> {
  const places = `(${columns.map(() => "?").join(", ")})`;
  const insert = (count: number) =>
    database.query(
      `insert into ${table} (${columns.join(", ")}) values ${Array(count).fill(places).join(", ")}`,
    );
  const many = insert(rowsPerStatement);
  let waiting: Row[number][] = [];
  let count = 0;
  database.run("begin");
  for await (const row of rows) {
    waiting.push(...row);
    count += 1;
    if (count % rowsPerStatement === 0) {
      many.run(...waiting);
      waiting = [];
    }
    if (count % rowsPerTransaction === 0) database.run("commit; begin");
  }
  if (waiting.length > 0) insert(count % rowsPerStatement).run(...waiting);
  database.run("commit");
  return count;
}
