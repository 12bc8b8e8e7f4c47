/** All read groups over one connection. */
import type { Database } from "bun:sqlite";
import { sql } from "kysely";
import type { Reader } from "../../engine/ports/store.ts";
import { sharedReaders } from "../shared/groups.ts";
import { type Statements, sqliteBuilder } from "../shared/statements.ts";
import { inboxReader } from "./inbox-reader.ts";
import { logCursorsReader } from "./log-cursors.ts";
import { logReader } from "./log-reader.ts";
import { hotMembersReader } from "./members-reader.ts";
import { messageIndexReader } from "./message-index.ts";
import { hotProfilesReader } from "./profiles-reader.ts";
import type { SearchFile } from "./search-file.ts";
import { hotUsersReader } from "./users-reader.ts";

export function reader(database: Database, searchFile: SearchFile): Reader {
  const statements = sqliteStatements(database);
  const shared = sharedReaders(statements);
  return {
    ...shared,
    users: { ...shared.users, ...hotUsersReader(database) },
    profiles: { ...shared.profiles, ...hotProfilesReader(database) },
    members: { ...shared.members, ...hotMembersReader(database) },
    inbox: inboxReader(database),
    logCursors: logCursorsReader(database),
    messageIndex: messageIndexReader(database, searchFile),
    log: logReader(database),
  };
}

export function sqliteStatements(database: Database): Statements {
  return {
    build: sqliteBuilder,
    listed: (userIds) => sql`select value as user_id from json_each(${JSON.stringify(userIds)})`,
    // SQLite reads what is joined crosswise in the order that is written here.
    membersAmong: (conversationId, users) =>
      sql`(select found.* from (select distinct user_id from (${users})) as named cross join members as found
        where found.conversation_id = ${conversationId} and found.user_id = named.user_id)`,
    readBy: (index) => sql`indexed by ${sql.ref(index)}`,
    async run<R>(statement: { compile(): { sql: string; parameters: readonly unknown[] } }): Promise<R[]> {
      const { sql: text, parameters } = statement.compile();
      return database.query<R, never[]>(text).all(...(parameters as never[]));
    },
  };
}
