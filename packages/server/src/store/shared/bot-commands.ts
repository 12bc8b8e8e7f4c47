import type { BotCommandsReader, BotCommandsWriter } from "../../engine/ports/store-bots.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function botCommandsReader({ build, run }: Statements): BotCommandsReader {
  const present = (conversationId: number) =>
    build
      .selectFrom("members as m")
      .innerJoin("bot_commands as c", "c.user_id", "m.user_id")
      .innerJoin("users as u", "u.id", "m.user_id")
      .where("m.conversation_id", "=", conversationId)
      .where("m.status", "in", [...readableStatuses])
      .where("u.role", "=", "bot")
      .where("u.is_enabled", "=", 1);
  return {
    list: (conversationId) =>
      run(
        present(conversationId)
          .select(["c.user_id as botId", "c.name", "c.description"])
          .orderBy("c.user_id")
          .orderBy("c.position"),
      ),
    async botsWith(conversationId, name, usernameKey) {
      const known = present(conversationId).select("c.user_id as botId").where("c.name", "=", name);
      const those = usernameKey === null ? known : known.where("u.username_key", "=", usernameKey);
      return (await run(those.orderBy("c.user_id"))).map(({ botId }) => botId);
    },
  };
}

export function botCommandsWriter(statements: WritingStatements): BotCommandsWriter {
  const { build, run } = statements;
  return {
    ...botCommandsReader(statements),
    async set(botId, commands) {
      await run(build.deleteFrom("bot_commands").where("user_id", "=", botId));
      if (commands.length === 0) return;
      const values = commands.map(({ name, description }, position) => ({
        ...{ user_id: botId, name, description, position },
      }));
      await run(build.insertInto("bot_commands").values(values));
    },
  };
}
