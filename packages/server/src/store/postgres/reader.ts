/** All read groups over one way to run statements: the pool's, or a transaction's. */
import { sql } from "kysely";
import type { Reader } from "../../engine/ports/store.ts";
import { sharedReaders } from "../shared/groups.ts";
import { postgresBuilder, type Statements } from "../shared/statements.ts";
import type { Parameter, Query } from "./connection.ts";
import { inboxReader } from "./inbox-reader.ts";
import { logCursorsReader } from "./log-cursors.ts";
import { logReader } from "./log-reader.ts";
import { hotMembersReader } from "./members-reader.ts";
import { messageIndexReader } from "./message-index.ts";

export function reader(query: Query): Reader {
  const statements = postgresStatements(query);
  const shared = sharedReaders(statements);
  return {
    ...shared,
    members: { ...shared.members, ...hotMembersReader(query) },
    inbox: inboxReader(query),
    logCursors: logCursorsReader(query),
    messageIndex: messageIndexReader(query),
    log: logReader(query),
  };
}

export function postgresStatements(query: Query): Statements {
  return {
    build: postgresBuilder,
    listed: (userIds) => sql`select unnest(string_to_array(${userIds.join(",")}, ',')::bigint[]) as user_id`,
    // With an offset it is a subquery of its own, which is asked for each of the users.
    membersAmong: (conversationId, users) =>
      sql`(select found.* from (select distinct user_id from (${users}) as users) as named cross join lateral
        (select * from members where conversation_id = ${conversationId} and user_id = named.user_id offset 0) as found)`,
    readBy: () => sql``,
    run<R>(statement: { compile(): { sql: string; parameters: readonly unknown[] } }): Promise<R[]> {
      const { sql: text, parameters } = statement.compile();
      return query<R>(text, parameters as readonly Parameter[]);
    },
  };
}
