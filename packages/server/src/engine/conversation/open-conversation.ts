/** Adds the first members of a new conversation and the first event of its log; shared by every kind. */
import type { Conversation } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";
import type { NewMember, StoredConversation } from "../ports/store-conversations.ts";

/** Members named in the event itself; `member.list` has all. Keeps the event small in groups of any size. */
const namedMembersMax = 100;

export async function openConversation(
  tx: Transaction,
  conversationId: number,
  members: readonly NewMember[],
  actorId: number,
  at: number,
): Promise<Conversation> {
  await tx.members.insert(conversationId, members, at);
  const stored = await tx.conversations.find(conversationId);
  if (stored === null) throw new Error("a conversation just inserted is not there");
  const conversation = publicConversation(stored);
  const userIds = members.map((member) => member.userId);
  await tx.log.append({
    conversationId,
    name: "conversation.created",
    actorId,
    at,
    body: JSON.stringify({ conversation, memberIds: userIds.slice(0, namedMembersMax) }),
    added: userIds,
  });
  return conversation;
}

export function publicConversation(stored: StoredConversation): Conversation {
  const { lastRev: _, lastSeq: __, ...conversation } = stored;
  return conversation;
}
