/** Which bots of a conversation a message asks for something (BOT-2). Off the hot path: only of what begins with a slash. */
import type { Content, MessageCommand } from "@parley/protocol";
import { nameKey } from "../ports/name-key.ts";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";
import { commandOf } from "./command-policy.ts";

/** Whether the message is looked at: without a slash at its start it costs nothing. */
export function mayBeCommand(content: Content): boolean {
  return content.type === "text" && content.text.startsWith("/");
}

export async function findCommand(
  tx: Transaction,
  { conversationId, body }: AppendMessage,
): Promise<MessageCommand | null> {
  const content = JSON.parse(body) as Content;
  const command = mayBeCommand(content) && content.type === "text" ? commandOf(content.text) : null;
  if (command === null) return null;
  const usernameKey = command.username === null ? null : nameKey(command.username);
  const botIds = await tx.botCommands.botsWith(conversationId, command.name, usernameKey);
  return botIds.length === 0 ? null : { name: command.name, botIds };
}
