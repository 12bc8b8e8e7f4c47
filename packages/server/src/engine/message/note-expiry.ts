/** Remembers that a message just sent is to be erased by itself (EXP-1, EXP-2). */
import { limits } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage, AppendOutcome } from "../ports/store-log.ts";

export async function noteExpiry(
  tx: Transaction,
  { conversationId, senderId, id, requested }: AppendMessage,
  { rev, seq, sentAt }: Extract<AppendOutcome, { status: "sent" }>,
): Promise<void> {
  const expire = requested?.expire;
  if (expire === undefined) return;
  const { afterMs, from } = expire;
  const place = { conversationId, rev, seq, id, senderId };
  if (from === "sent") {
    await tx.expiringMessages.insert({ ...place, dueAt: sentAt + afterMs, readMs: null });
  } else {
    await tx.expiringMessages.insert({ ...place, dueAt: sentAt + limits.unreadExpiryMs, readMs: afterMs });
  }
}
