/** Fills an empty database with very many people on PostgreSQL, in bulk: tables are copied, keys and indexes made after them. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { peopleTables, type Row, type TableRows } from "./rows.ts";

const rowsPerPart = 1_000;

/** Tables whose ids the database gives out itself, from behind these rows on. */
const numbered = new Set(["users", "conversations"]);

export async function generatePeopleOnPostgres(
  url: string,
  users: number,
  log: (text: string) => void,
): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { synchronous_commit: "off", maintenance_work_mem: "1GB" },
  });
  try {
    for (const table of peopleTables(users)) {
      const again = await dropIndexes(sql, table.table);
      log(`${await fill(sql, table)} ${table.table}`);
      for (const statement of again) await sql.unsafe(statement);
    }
    for (const table of numbered) {
      await sql.unsafe(
        `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
      );
    }
    await sql.unsafe("vacuum analyze");
    await sql.unsafe("checkpoint");
  } finally {
    await sql.end();
  }
}

/** Takes away what is made faster afterwards; answers how to make it again. */
async function dropIndexes(sql: postgres.Sql, table: string): Promise<string[]> {
  const keys = await sql<{ name: string; definition: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where conrelid = ${table}::regclass and contype in ('p', 'u')`;
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition
    from pg_indexes where tablename = ${table} and indexname not in (select conname from pg_constraint)`;
  for (const { name } of keys) await sql.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  return [
    ...keys.map(({ name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    ...indexes.map(({ definition }) => definition),
  ];
}

/** Answers how many rows there are. */
async function fill(sql: postgres.Sql, { table, columns, rows }: TableRows): Promise<number> {
  let count = 0;
  async function* parts(): AsyncGenerator<string> {
    let lines: string[] = [];
    for await (const row of rows()) {
      lines.push(row.map(copied).join("\t"));
      count += 1;
      if (lines.length === rowsPerPart) {
        yield `${lines.join("\n")}\n`;
        lines = [];
      }
    }
    if (lines.length > 0) yield `${lines.join("\n")}\n`;
  }
  const target = await sql.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable();
  await pipeline(Readable.from(parts()), target);
  return count;
}

/** A value as COPY reads it. */
function copied(value: Row[number]): string {
  if (value === null) return "\\N";
  return String(value).replaceAll(
    /[\\\t\n\r]/g,
    (sign) => `\\${{ "\\": "\\", "\t": "t", "\n": "n", "\r": "r" }[sign]}`,
  );
}
