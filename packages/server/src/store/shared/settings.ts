import type { SettingsReader, SettingsWriter } from "../../engine/ports/store-people.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function settingsReader({ build, run }: Statements): SettingsReader {
  return {
    async get(name) {
      const [row] = await run(build.selectFrom("settings").select("value").where("name", "=", name));
      return row?.value ?? null;
    },
  };
}

export function settingsWriter(statements: WritingStatements): SettingsWriter {
  const { build, run } = statements;
  return {
    ...settingsReader(statements),
    async set(name, value) {
      await run(
        build
          .insertInto("settings")
          .values({ name, value })
          .onConflict((conflict) => conflict.column("name").doUpdateSet({ value })),
      );
    },
    async take(name, value) {
      const rows = await run(
        build.deleteFrom("settings").where("name", "=", name).where("value", "=", value).returning("name"),
      );
      return rows.length === 1;
    },
  };
}
