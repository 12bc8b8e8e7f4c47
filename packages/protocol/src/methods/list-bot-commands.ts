import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { botCommand } from "../model/bot-command.ts";
import { conversationId } from "../model/scalars.ts";

export const listBotCommands = defineMethod({
  name: "bot.listCommands",
  summary: "The commands that the bots of a conversation understand.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ commands: Type.Array(botCommand) }),
  errors: ["not_found"],
  rate: { perMinute: 60, burst: 30 },
});
