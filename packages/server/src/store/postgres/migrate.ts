/**
 * Brings a database to the program's schema. Each migration and the mark that it is done are one transaction, so a
 * kill in the middle leaves either and the next start goes on (RUN-5). A lock lets several nodes start at once. A
 * newer schema is refused untouched (RUN-3).
 */
import { StartError } from "../start-error.ts";
import { type Connection, type ConnectionOptions, openConnection } from "./connection.ts";
import { foundation } from "./migrations/001-foundation.ts";
import { people } from "./migrations/002-people.ts";
import { groups } from "./migrations/003-groups.ts";
import { inbox } from "./migrations/004-inbox.ts";
import { messageExtras } from "./migrations/005-message-extras.ts";
import { search } from "./migrations/006-search.ts";
import { media } from "./migrations/007-media.ts";
import { webhooks } from "./migrations/008-webhooks.ts";
import { contentKinds } from "./migrations/009-content-kinds.ts";
import { timed } from "./migrations/010-timed.ts";
import { directory } from "./migrations/011-directory.ts";
import { dialects } from "./migrations/012-dialects.ts";
import { stickers } from "./migrations/013-stickers.ts";

const migrations = [
  foundation,
  people,
  groups,
  inbox,
  messageExtras,
  search,
  media,
  webhooks,
  contentKinds,
  timed,
  directory,
  dialects,
  stickers,
] as const;

/** Any number, the same in every node and version. */
const migrationLock = 7_205_311;
const serverVersionMin = 150_000;

export interface PrepareOptions extends ConnectionOptions {
  readonly newEpoch: () => string;
}

/** Checks the server, migrates, and answers the epoch. @throws StartError */
export async function prepareDatabase(options: PrepareOptions): Promise<string> {
  const place = placeOf(options.url);
  let connection: Connection | null = null;
  try {
    connection = await openConnection(options);
    await assertServer(connection);
    await migrate(connection);
    return await ensureEpoch(connection, options.newEpoch());
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error ? error.message || String(Object(error).code) : String(error);
    throw new StartError(`The PostgreSQL database ${place} cannot be used: ${reason.split("\n")[0]}.`, {
      cause: error,
    });
  } finally {
    await connection?.close();
  }
}

/** Where the database is, without the user's password. The text itself is never shown: it may hold one. */
function placeOf(url: string): string {
  if (!URL.canParse(url))
    throw new StartError("The database URL cannot be read; postgres://user@host/name is one.");
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== "postgres:" && protocol !== "postgresql:") {
    throw new StartError("The database URL must begin with postgres://.");
  }
  return `${host}${pathname}`;
}

async function assertServer({ query }: Connection): Promise<void> {
  const [server] = await query<{ version: string; number: number; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_setting('server_encoding') as encoding where $1::int = 1`,
    [1],
  );
  if (server === undefined || server.number < serverVersionMin) {
    throw new StartError(`PostgreSQL ${server?.version} is too old: 15 or later is needed.`);
  }
  if (server.encoding !== "UTF8") {
    throw new StartError(`The database's encoding is ${server.encoding}: UTF8 is needed.`);
  }
}

async function migrate(connection: Connection): Promise<void> {
  for (let isDone = false; !isDone; ) {
    await connection.command("begin");
    // Waits for another node that migrates, however long that takes.
    await connection.command("set local lock_timeout = 0; set local statement_timeout = 0");
    await connection.command(`select pg_advisory_xact_lock(${migrationLock})`);
    isDone = await migrateOnce(connection);
    await connection.command("commit");
  }
}

/** Runs the next migration in the open transaction; true when there is none. */
async function migrateOnce({ command, query }: Connection): Promise<boolean> {
  const [found] = await query<{ exists: boolean }>(`select to_regclass($1) is not null as exists`, [
    "schema_version",
  ]);
  if (found?.exists !== true) await command("create table schema_version (version bigint not null)");
  const [row] = await query<{ version: number }>(
    `select coalesce(max(version), $1::bigint) as version from schema_version`,
    [0],
  );
  const version = row?.version ?? 0;
  if (version > migrations.length) {
    throw new StartError(
      `The database has format ${version}, this program knows formats up to ${migrations.length}. Use a newer Parley.`,
    );
  }
  const next = migrations[version];
  if (next === undefined) return true;
  for (const statement of next.statements) await command(statement);
  await query(`insert into schema_version (version) values ($1)`, [version + 1]);
  return false;
}

async function ensureEpoch({ query }: Connection, epoch: string): Promise<string> {
  await query(`insert into settings (name, value) values ('epoch', $1) on conflict do nothing`, [epoch]);
  const [row] = await query<{ value: string }>(`select value from settings where name = $1`, ["epoch"]);
  if (row === undefined) throw new Error("the epoch just written is not there");
  return row.value;
}
