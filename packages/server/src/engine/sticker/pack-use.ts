import type { MediaUse } from "../ports/store-media.ts";

/** How a pack holds the images that are in it, as a message holds what it shows: no conversation has the number 0. */
export function packUse(packId: string): MediaUse {
  return { conversationId: 0, messageId: packId };
}
