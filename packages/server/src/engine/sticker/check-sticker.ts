/** A sticker that is sent: one of a pack the sender sees, with what the pack says of it (STK-6). */
import type { Content, MessageContent } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { CheckedContent } from "../message/check-content.ts";
import { wrongContent } from "../message/content-policy.ts";
import type { Transaction } from "../ports/store.ts";
import { seesPack } from "./sticker-policy.ts";

type Sent = Extract<Content, { type: "sticker" }>;
type Read = Extract<MessageContent, { type: "sticker" }>;

/** The same answer for a pack that is not seen, none, and one without the sticker. @throws invalid_arguments */
export async function checkSticker(
  tx: Pick<Transaction, "stickerPacks">,
  actor: UserActor,
  { type, packId, stickerId }: Sent,
): Promise<CheckedContent> {
  const pack = await tx.stickerPacks.find(packId);
  const isSeen = pack !== null && seesPack(actor, pack);
  const sticker = isSeen ? await tx.stickerPacks.findSticker(packId, stickerId) : null;
  if (sticker === null) throw wrongContent("/stickerId");
  const { emoji, mediaId, width, height, bytes, mediaType } = sticker;
  const read: Read = {
    ...{ type, packId, stickerId, mediaId, width, height, bytes, mediaType },
    ...(emoji === null ? {} : { emoji }),
  };
  return { body: JSON.stringify(read), mediaIds: [], stickerMediaIds: [mediaId] };
}
