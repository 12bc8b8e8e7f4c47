/**
 * How the shared groups reach a database: Kysely builds and compiles the statement, the home runs it. So the same
 * statement runs inside whatever transaction the home has open.
 */
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Schema } from "./schema.ts";

export interface Statements {
  readonly build: Kysely<Schema>;
  /** Runs a statement and answers its rows. */
  run<R>(statement: Compilable<R>): Promise<R[]>;
  /** A select of these numbers as `user_id`, in one parameter however many they are. */
  listed(userIds: readonly number[]): RawBuilder<unknown>;
  /**
   * To select from in the place of `members`: those of a conversation whom a select of `user_id` names, each looked up by
   * the key. Left to itself a database that knows averages alone takes all members of a conversation for a handful,
   * and looks at each of a hundred thousand.
   */
  membersAmong(conversationId: number, users: RawBuilder<unknown>): RawBuilder<Schema["members"]>;
  /**
   * Behind a table: it is read by this index. Of some tables SQLite, which knows averages alone, would take another one
   * that is as good for most rows and bad for a few, as of conversations of two and of a hundred thousand.
   */
  readBy(index: string): RawBuilder<unknown>;
}

/** Statements of a transaction, which may write. */
export interface WritingStatements extends Statements {
  /**
   * Value for the `changed` column. Whoever reads with a cursor taken before this transaction committed will find
   * the row (SYNC-4): a counter on SQLite, the transaction's id on PostgreSQL.
   */
  readonly changeMark: RawBuilder<number>;
  /** A new random UUID. */
  readonly randomUuid: RawBuilder<string>;
  /** End of a select that holds the rows found until the transaction is over; SQLite's writer is alone anyway. */
  readonly holdingRows: RawBuilder<unknown>;
}

/** Builds for SQLite; never executes. */
export const sqliteBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Builds for PostgreSQL; never executes. */
export const postgresBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
