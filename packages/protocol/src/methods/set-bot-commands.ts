import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { newBotCommand } from "../model/bot-command.ts";

export const setBotCommands = defineMethod({
  name: "bot.setCommands",
  summary: "Says which commands a bot understands, in the place of all it has said before.",
  callers: ["bot"],
  kind: "write",
  params: Type.Object({ commands: Type.Array(newBotCommand, { maxItems: limits.botCommandsMax }) }),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 20, burst: 10 },
});
