/** The one direct conversation of two people, opened if there is none (CONV-1). */
import type { Conversation } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";
import { openConversation, publicConversation } from "./open-conversation.ts";

export async function openDirectBetween(
  tx: Transaction,
  userIds: readonly [number, number],
  actorId: number,
  at: number,
): Promise<Conversation> {
  const { conversationId, isNew } = await tx.conversations.openDirect(userIds, at);
  if (isNew) {
    const members = userIds.map((userId) => ({ userId, role: "member", status: "active" }) as const);
    return openConversation(tx, conversationId, members, actorId, at);
  }
  const stored = await tx.conversations.find(conversationId);
  if (stored === null) throw new Error("a direct conversation just found is not there");
  return publicConversation(stored);
}
