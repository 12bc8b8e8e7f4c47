/**
 * The only way to a file for an actor: one's own, one that a message shows which the actor can see (MED-20), or one of a
 * sticker pack which the actor can see (STK-7).
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMessage } from "../message/access-message.ts";
import type { Reader } from "../ports/store.ts";
import type { MediaUse, StoredMedia } from "../ports/store-media.ts";
import { seesPack } from "../sticker/sticker-policy.ts";

/** Messages looked at for somebody who is not the owner, of those in the conversations the actor is in. */
const usesMax = 50;

/** A file of the actor's own. @throws not_found */
export async function accessOwnMedia(reader: Reader, actor: UserActor, id: string): Promise<StoredMedia> {
  const media = await reader.media.find(id);
  if (media === null || media.ownerId !== actor.userId) throw new ParleyError("not_found");
  return media;
}

/** A complete file the actor may see, or null. */
export async function findVisibleMedia(
  reader: Reader,
  actor: UserActor,
  id: string,
): Promise<StoredMedia | null> {
  const media = await reader.media.find(id);
  if (media === null || media.completeAt === null) return null;
  if (media.ownerId === actor.userId) return media;
  for (const use of await reader.media.usesSeenBy(actor.userId, id, usesMax)) {
    if (await seesMessage(reader, actor, use)) return media;
  }
  const packs = await reader.stickerPacks.showing(id);
  return packs.some((pack) => seesPack(actor, pack)) ? media : null;
}

async function seesMessage(reader: Reader, actor: UserActor, use: MediaUse): Promise<boolean> {
  try {
    const { message } = await accessMessage(reader, actor, use.conversationId, use.messageId);
    return message.recalledRev === null;
  } catch (error) {
    if (error instanceof ParleyError && error.code === "not_found") return false;
    throw error;
  }
}
