/** Moves how far a member has read, and tells it to whom it is told: who keeps it to themselves, their own devices. */
import type { Transaction } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";

export async function moveReadPosition(
  tx: Transaction,
  { conversationId, userId, isHiding }: StoredMember,
  seq: number,
): Promise<{ readSeq: number; unread: number }> {
  const { readSeq, unread, moved, isPrivate } = await tx.members.markRead(conversationId, userId, seq);
  if (moved) {
    const text = JSON.stringify({ ev: "member.read", conversationId, userId, readSeq });
    tx.signal({
      conversationId,
      text,
      userId,
      ...(isHiding || isPrivate === true ? { isForSelfOnly: true } : {}),
    });
  }
  return { readSeq, unread };
}
