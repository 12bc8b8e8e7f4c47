import { limits } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { canRead } from "../conversation/member-policy.ts";
import type { WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";

/** Positions that do not move, and conversations the caller does not see, are passed over: nobody waits for the answer. */
export const markDelivered: WriteOperation<"inbox.markDelivered"> = {
  kind: "write",
  async run({ tx }, actor, { positions }) {
    // Ascending, so that two calls of a user's devices do not wait for each other.
    const ascending = positions.toSorted((left, right) => left.conversationId - right.conversationId);
    for (const { conversationId, seq } of ascending) await moveDelivered(tx, actor, conversationId, seq);
    return {};
  },
};

async function moveDelivered(
  tx: Transaction,
  { userId }: UserActor,
  conversationId: number,
  seq: number,
): Promise<void> {
  const member = await tx.members.find(conversationId, userId);
  if (member === null || !canRead(member.status)) return;
  const conversation = await tx.conversations.find(conversationId);
  if (conversation === null || conversation.memberCount > limits.receiptMembersMax) return;
  const upTo = Math.min(seq, member.lastSeq);
  const deliveredSeq = await tx.receipts.markDelivered(conversationId, userId, upTo);
  if (deliveredSeq === null) return;
  const isPrivate = (await tx.receipts.hides([userId])).length > 0;
  if (member.isHiding || isPrivate) return;
  const text = JSON.stringify({ ev: "member.delivered", conversationId, userId, deliveredSeq });
  tx.signal({ conversationId, text, userId, isForOthersOnly: true });
}
