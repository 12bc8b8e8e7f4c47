/**
 * Brings a database to the program's schema. Each migration and the mark that it is done are one transaction, so a
 * kill in the middle leaves either and the next start goes on (RUN-5). A newer schema is refused untouched (RUN-3).
 */
import type { Database } from "bun:sqlite";
import { StartError } from "../start-error.ts";
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

export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

const allMigrations: readonly Migration[] = [
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
];

export function migrate(database: Database, migrations = allMigrations): void {
  const version =
    database.query<{ user_version: number }, []>("pragma user_version").get()?.user_version ?? 0;
  if (version > migrations.length) {
    throw new StartError(
      `The data folder has format ${version}, this program knows formats up to ${migrations.length}. Use a newer Parley.`,
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      for (const statement of migration.statements) database.run(statement);
      // A pragma takes no parameter; this is a number of ours.
      database.run(`pragma user_version = ${index + 1}`);
    })();
  }
}
