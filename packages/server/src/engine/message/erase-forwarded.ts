/** A message says nothing any more: neither do those that show it among others, wherever they are (FWD-5, INV-12). */
import { limits, type MessageContent } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";
import type { ForwardPlace } from "../ports/store-contents.ts";
import { mediaIdsOf } from "./content-media.ts";

export async function eraseForwarded(
  tx: Transaction,
  conversationId: number,
  rev: number,
  at: number,
): Promise<void> {
  for (const shown of await tx.forwardedMessages.eraseOrigin(conversationId, rev)) {
    const mediaIds = mediaIdsOf(JSON.parse(shown.body) as MessageContent);
    if (mediaIds.length > 0) await endUses(tx, shown, mediaIds, at);
  }
}

/** Of files that others among them show as well nothing ends. */
async function endUses(
  tx: Transaction,
  { conversationId, rev, messageId }: ForwardPlace,
  mediaIds: readonly string[],
  at: number,
): Promise<void> {
  const left = await tx.forwardedMessages.list(conversationId, rev, 0, limits.messagesPerForwardMax);
  const kept = new Set(
    left.flatMap(({ body }) => (body === null ? [] : mediaIdsOf(JSON.parse(body) as MessageContent))),
  );
  const ended = mediaIds.filter((id) => !kept.has(id));
  if (ended.length > 0) await tx.media.endUses({ conversationId, messageId }, at, ended);
}
