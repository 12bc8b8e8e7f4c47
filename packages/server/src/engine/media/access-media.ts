/**
 * The only way to a file for an actor: one's own, one that a message shows which the actor can see (MED-20), one of a
 * sticker pack which the actor can see (STK-7), or the picture of a person or a group (PIC-3).
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { canRead } from "../conversation/member-policy.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import { accessMessage } from "../message/access-message.ts";
import type { Reader } from "../ports/store.ts";
import type { MediaUse, StoredMedia } from "../ports/store-media.ts";
import type { PictureOf } from "../ports/store-pictures.ts";
import { seesPack } from "../sticker/sticker-policy.ts";
import { pictureAddress } from "./picture-address.ts";

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
  for (const picture of await reader.pictures.shownBy(id, usesMax)) {
    if (await seesPicture(reader, actor, picture, pictureAddress(id))) return media;
  }
  // Before the messages: of a sticker that is said over and over these are many.
  const packs = await reader.stickerPacks.showing(id);
  if (packs.some((pack) => seesPack(actor, pack))) return media;
  for (const use of await reader.media.usesSeenBy(actor.userId, id, usesMax)) {
    if (await seesMessage(reader, actor, use)) return media;
  }
  return null;
}

/** Whoever is shown the address may fetch it, while it is what is shown. A person's is told to all who meet them. */
async function seesPicture(
  reader: Reader,
  actor: UserActor,
  picture: PictureOf,
  address: string,
): Promise<boolean> {
  if (picture.kind === "user") {
    const [user] = await reader.users.list([picture.userId]);
    return user?.avatar === address;
  }
  const { conversationId } = picture;
  const member = await reader.members.find(conversationId, actor.userId);
  const isIn = member !== null && canRead(member.status);
  if (picture.kind === "member") {
    const [shown] = isIn ? await reader.groups.members(conversationId, [picture.userId]) : [];
    return shown?.avatar === address && canRead(shown.status);
  }
  const group = await reader.groups.find(conversationId);
  if (group?.conversation.avatar !== address) return false;
  return isIn || groupSettingsOf(group).isPublic;
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
