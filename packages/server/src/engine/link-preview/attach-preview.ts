import type { LinkPreview, MessageContent } from "@parley/protocol";
import { systemUserId } from "../actor.ts";
import { extrasOf, extraText } from "../message/message-extra.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredMessage } from "../ports/store-log.ts";
import { previewLink } from "./preview-link.ts";

export interface PreviewedPlace {
  readonly conversationId: number;
  readonly messageId: string;
}

/** The link of which the message is to have a preview as it is now; null where it is to have none, or has one. */
export function wantedLink(message: StoredMessage | null): string | null {
  if (message === null || message.body === null) return null;
  const { hasNoPreview, linkPreview } = extrasOf(message);
  if (hasNoPreview === true || linkPreview !== undefined) return null;
  return previewLink(JSON.parse(message.body) as MessageContent);
}

/** Puts the preview on its message and tells it, unless the message has changed since it was looked up (LINK-4). */
export async function attachPreview(
  tx: Transaction,
  ports: Ports,
  { conversationId, messageId }: PreviewedPlace,
  found: LinkPreview,
): Promise<boolean> {
  const message = await tx.log.findMessage(conversationId, messageId);
  if (message === null || wantedLink(message) !== found.url) return false;
  const linkPreview = await withShownImage(tx, { conversationId, messageId }, found);
  const body = JSON.stringify({ seq: message.seq, id: messageId, linkPreview });
  const name = "message.linkPreviewChanged";
  const at = ports.clock.now();
  const { rev } = await tx.log.append({ conversationId, name, actorId: systemUserId, at, body });
  const extra = extraText({ ...extrasOf(message), linkPreview: { ...linkPreview, rev } });
  await tx.log.setExtra(conversationId, message.rev, extra);
  return true;
}

/** The picture takes no room of the group: nobody there chose it. It may have gone with another message that showed it. */
async function withShownImage(
  tx: Transaction,
  place: PreviewedPlace,
  { image, ...words }: LinkPreview,
): Promise<LinkPreview> {
  if (image === undefined || (await tx.media.use(image.mediaId, place, false)) === null) return words;
  return { ...words, image };
}
