/** A message with a flagged word becomes a complaint of the server's own (SCR-2). */
import { systemUserId } from "../actor.ts";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";

/** Callers have just appended the message. */
export async function flagMessage(
  tx: Transaction,
  { conversationId, id, sentAt }: Pick<AppendMessage, "conversationId" | "id" | "sentAt">,
): Promise<void> {
  await tx.complaints.insert({
    ...{ userId: systemUserId, target: { kind: "message", conversationId, id }, reason: "word filter" },
    ...{ text: null, images: [], quotes: [], status: "open", assigneeId: null, answer: null },
    ...{ createdAt: sentAt, changedAt: sentAt },
  });
}
