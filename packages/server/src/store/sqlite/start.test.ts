import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { StartError } from "../start-error.ts";
import { assertVersion } from "./database.ts";
import { type Migration, migrate } from "./migrate.ts";

describe("starting on SQLite", () => {
  test("[RUN-4] versions before 3.51.3 are refused, later ones are not", () => {
    for (const version of ["3.51.2", "3.51", "3.9.9", "3.40.1", "2.99.99", ""]) {
      expect(() => assertVersion(version)).toThrow(StartError);
    }
    for (const version of ["3.51.3", "3.51.10", "3.54.1", "4.0.0"]) {
      expect(() => assertVersion(version)).not.toThrow();
    }
  });

  const tables = (database: Database) =>
    database
      .query<{ name: string }, []>("select name from sqlite_master order by name")
      .all()
      .map(({ name }) => name);
  const format = (database: Database) =>
    database.query<{ user_version: number }, []>("pragma user_version").get()?.user_version;
  const first: Migration = { name: "first", statements: ["create table a (x)", "create table b (x)"] };
  const second = (last: string): Migration => ({
    name: "second",
    statements: ["create table c (x)", "insert into c values (1)", last],
  });

  test("[RUN-5] a migration that stops half-way leaves nothing of itself, and the next start completes it", () => {
    const database = new Database(":memory:");
    expect(() => migrate(database, [first, second("the process ends here")])).toThrow();
    expect([format(database), tables(database)]).toEqual([1, ["a", "b"]]);
    migrate(database, [first, second("insert into c values (2)")]);
    expect([format(database), tables(database)]).toEqual([2, ["a", "b", "c"]]);
    expect(database.query("select x from c").values()).toEqual([[1], [2]]);
    migrate(database, [first, second("insert into c values (2)")]);
    expect(database.query("select x from c").values()).toEqual([[1], [2]]);
  });

  test("[RUN-3] a newer format is refused and not touched", () => {
    const database = new Database(":memory:");
    database.run("pragma user_version = 3");
    expect(() => migrate(database, [first])).toThrow(/format 3.+up to 1/);
    expect([format(database), tables(database)]).toEqual([3, []]);
  });
});
