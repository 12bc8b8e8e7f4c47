/** Erases what a message says in every place that keeps it (MSG-21, INV-12). A further place adds its line here. */
import { erasePreview } from "../link-preview/erase-preview.ts";
import type { Transaction } from "../ports/store.ts";
import { eraseForwarded } from "./erase-forwarded.ts";
import { extrasOf } from "./message-extra.ts";

export interface ErasedMessage {
  readonly conversationId: number;
  readonly id: string;
  readonly seq: number;
  /** The event that brought it. */
  readonly rev: number;
}

/** Callers hold the conversation, and have appended the event of the recall. */
export async function eraseMessage(
  tx: Transaction,
  { conversationId, id, seq, rev }: ErasedMessage,
  recalledRev: number,
  at: number,
): Promise<void> {
  const message = await tx.log.findMessage(conversationId, id);
  const { linkPreview } = message === null ? {} : extrasOf(message);
  if (linkPreview !== undefined) await erasePreview(tx, { conversationId, id, seq }, linkPreview, at);
  await tx.log.eraseMessage(conversationId, id, recalledRev, at);
  const body = JSON.stringify({ seq, id, content: null });
  for (const editRev of await tx.messageEdits.erase(conversationId, rev)) {
    await tx.log.replaceBody(conversationId, editRev, body);
  }
  await tx.pinnedMessages.remove(conversationId, rev);
  await tx.media.endUses({ conversationId, messageId: id }, at);
  const finishedRev = await tx.streams.remove(conversationId, rev);
  if (finishedRev !== null) await tx.log.replaceBody(conversationId, finishedRev, body);
  await tx.pollVotes.remove(conversationId, rev);
  await tx.forwardedMessages.remove(conversationId, rev);
  await eraseForwarded(tx, conversationId, rev, at);
  await tx.expiringMessages.remove(conversationId, rev);
}
