import { accessMembership } from "../conversation/access-conversation.ts";
import type { ReadOperation } from "../operation.ts";

export const listBotCommands: ReadOperation<"bot.listCommands"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId }) {
    await accessMembership(reader, actor, conversationId);
    return { commands: await reader.botCommands.list(conversationId) };
  },
};
