import type { UserSettingsReader, UserSettingsWriter } from "../../engine/ports/store-settings.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function userSettingsReader({ build, run }: Statements): UserSettingsReader {
  return {
    async get(userId, section) {
      const [row] = await run(
        build
          .selectFrom("user_settings")
          .select("value")
          .where("user_id", "=", userId)
          .where("section", "=", section),
      );
      return row?.value ?? null;
    },
    async list(userIds, section) {
      if (userIds.length === 0) return [];
      return run(
        build
          .selectFrom("user_settings")
          .select(["user_id as userId", "value"])
          .where("user_id", "in", [...userIds])
          .where("section", "=", section),
      );
    },
  };
}

export function userSettingsWriter(statements: WritingStatements): UserSettingsWriter {
  const { build, run } = statements;
  return {
    ...userSettingsReader(statements),
    async set(userId, section, value) {
      await run(
        build
          .insertInto("user_settings")
          .values({ user_id: userId, section, value })
          .onConflict((conflict) => conflict.columns(["user_id", "section"]).doUpdateSet({ value })),
      );
    },
  };
}
