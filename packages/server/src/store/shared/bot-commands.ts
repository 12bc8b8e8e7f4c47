import type { BotCommandsReader, BotCommandsWriter } from "../../engine/ports/store-bots.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** In a larger conversation it costs less to ask of every bot of the server whether it is there. */
const membersLookedAt = 500;

export function botCommandsReader({ build, run }: Statements): BotCommandsReader {
  // SQLite reads what is joined crosswise in the order that is written here.
  const ofMembers = build.selectFrom("members as m").crossJoin("users as u").crossJoin("bot_commands as c");
  const ofBots = build.selectFrom("users as u").crossJoin("members as m").crossJoin("bot_commands as c");
  async function present(conversationId: number) {
    const conversation = build.selectFrom("conversations").select("member_count as members");
    const [found] = await run(conversation.where("id", "=", conversationId));
    const isSmall = (found?.members ?? 0) <= membersLookedAt;
    return (isSmall ? ofMembers : ofBots)
      .whereRef("u.id", "=", "m.user_id")
      .whereRef("c.user_id", "=", "u.id")
      .where("m.conversation_id", "=", conversationId)
      .where("m.status", "in", [...readableStatuses])
      .where("u.role", "=", "bot")
      .where("u.is_enabled", "=", 1);
  }
  return {
    async list(conversationId) {
      const commands = (await present(conversationId)).select([
        "c.user_id as botId",
        "c.name",
        "c.description",
      ]);
      return run(commands.orderBy("c.user_id").orderBy("c.position"));
    },
    async botsWith(conversationId, name, usernameKey) {
      const known = (await present(conversationId)).select("c.user_id as botId").where("c.name", "=", name);
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
