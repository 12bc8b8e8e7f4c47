/** Commands that bots understand. */
export interface BotCommandRecord {
  readonly botId: number;
  readonly name: string;
  readonly description: string;
}

export interface BotCommandsReader {
  /** Of the bots that are in the conversation now, by bot and then in the bot's own order. */
  list(conversationId: number): Promise<BotCommandRecord[]>;
  /** Bots of the conversation that understand the command, by number; with a username, that one alone. */
  botsWith(conversationId: number, name: string, usernameKey: string | null): Promise<number[]>;
}

export interface BotCommandsWriter extends BotCommandsReader {
  /** Puts these in the place of all the bot had. */
  set(botId: number, commands: readonly Omit<BotCommandRecord, "botId">[]): Promise<void>;
}
