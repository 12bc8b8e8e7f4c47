/** Commands that bots understand. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { userId } from "./scalars.ts";

export const commandName = Type.String({
  pattern: `^[a-z0-9_]{1,${limits.botCommandNameCharsMax}}$`,
  description: "Without the slash.",
});

export const newBotCommand = Type.Object({
  name: commandName,
  description: Type.String({
    minLength: 1,
    maxLength: limits.botCommandDescriptionCharsMax,
    pattern: "\\S",
    description: "What it does, for people.",
  }),
});

export const botCommand = Type.Object({ botId: userId("Who understands it."), ...newBotCommand.properties });
export type BotCommand = Static<typeof botCommand>;

/** What a message asks bots of its conversation; the rest of its text are the arguments. */
export const messageCommand = Type.Object(
  { name: commandName, botIds: Type.Array(userId(), { description: "Bots that understand it." }) },
  { description: "The text begins with a command that bots of the conversation understand." },
);
export type MessageCommand = Static<typeof messageCommand>;
