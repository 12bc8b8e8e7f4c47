import type { Conversation } from "@parley/protocol";
import { publicConversation } from "../conversation/open-conversation.ts";
import type { Transaction } from "../ports/store.ts";

/** The conversation as it is now, in this transaction. */
export async function currentConversation(tx: Transaction, conversationId: number): Promise<Conversation> {
  const stored = await tx.conversations.find(conversationId);
  if (stored === null) throw new Error("a conversation that is held is not there");
  return publicConversation(stored);
}
