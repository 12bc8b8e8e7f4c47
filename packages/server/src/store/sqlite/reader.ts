/** All read groups over one connection. */
import type { Database } from "bun:sqlite";
import type { Reader } from "../../engine/ports/store.ts";
import { conversationsReader } from "../shared/conversations.ts";
import { membersReader } from "../shared/members.ts";
import { sessionsReader } from "../shared/sessions.ts";
import { settingsReader } from "../shared/settings.ts";
import { type Statements, sqliteBuilder } from "../shared/statements.ts";
import { usersReader } from "../shared/users.ts";
import { inboxReader } from "./inbox-reader.ts";
import { logReader } from "./log-reader.ts";
import { hotMembersReader } from "./members-reader.ts";
import { hotUsersReader } from "./users-reader.ts";

export function reader(database: Database): Reader {
  const statements = sqliteStatements(database);
  return {
    users: { ...usersReader(statements), ...hotUsersReader(database) },
    sessions: sessionsReader(statements),
    settings: settingsReader(statements),
    conversations: conversationsReader(statements),
    members: { ...membersReader(statements), ...hotMembersReader(database) },
    inbox: inboxReader(database),
    log: logReader(database),
  };
}

export function sqliteStatements(database: Database): Statements {
  return {
    build: sqliteBuilder,
    async run<R>(statement: { compile(): { sql: string; parameters: readonly unknown[] } }): Promise<R[]> {
      const { sql, parameters } = statement.compile();
      return database.query<R, never[]>(sql).all(...(parameters as never[]));
    },
  };
}
