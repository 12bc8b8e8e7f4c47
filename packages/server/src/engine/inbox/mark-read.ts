import { accessMembership } from "../conversation/access-conversation.ts";
import type { WriteOperation } from "../operation.ts";

export const markRead: WriteOperation<"inbox.markRead"> = {
  kind: "write",
  async run({ tx }, actor, { conversationId, seq }) {
    const { isHiding } = await accessMembership(tx, actor, conversationId);
    const { readSeq, unread, moved } = await tx.members.markRead(conversationId, actor.userId, seq);
    if (moved) {
      const text = JSON.stringify({ ev: "member.read", conversationId, userId: actor.userId, readSeq });
      tx.signal({
        conversationId,
        text,
        userId: actor.userId,
        ...(isHiding ? { isForSelfOnly: true } : {}),
      });
    }
    return { readSeq, unread };
  },
};
