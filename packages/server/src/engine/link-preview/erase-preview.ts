/** Erases the preview of a link in every place that keeps it, but for the message's own fields (LINK-6, INV-12). */
import type { MessageExtras } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";

interface PreviewedMessage {
  readonly conversationId: number;
  readonly id: string;
  readonly seq: number;
}

/** Callers hold the conversation, and write the message's further fields themselves. */
export async function erasePreview(
  tx: Transaction,
  { conversationId, id, seq }: PreviewedMessage,
  { image, rev }: NonNullable<MessageExtras["linkPreview"]>,
  at: number,
): Promise<void> {
  await tx.log.replaceBody(conversationId, rev, JSON.stringify({ seq, id, linkPreview: null }));
  if (image === undefined) return;
  await tx.media.endUses({ conversationId, messageId: id }, at, [image.mediaId]);
  // Nobody owns it, so nobody could show it again: it need not wait to be collected. Another message may show it.
  await tx.media.remove(image.mediaId);
}
