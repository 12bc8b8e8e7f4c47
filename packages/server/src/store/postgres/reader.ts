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
    among: (numbers) => sql`= any (string_to_array(${numbers.join(",")}, ',')::bigint[])`,
    readBy: () => sql``,
    run<R>(statement: { compile(): { sql: string; parameters: readonly unknown[] } }): Promise<R[]> {
      const { sql: text, parameters } = statement.compile();
      return query<R>(text, parameters as readonly Parameter[]);
    },
  };
}
