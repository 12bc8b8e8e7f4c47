/** Who sees and changes which sticker pack, and which image can be a sticker. Pure. */
import { limits, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { StoredMedia } from "../ports/store-media.ts";
import type { StoredStickerPack } from "../ports/store-stickers.ts";

type Reader = Pick<UserActor, "userId" | "role">;
type Pack = Pick<StoredStickerPack, "ownerId" | "isOwnerEnabled" | "isShared">;

/** Whoever sees a pack may send from it; guests see those of the server alone (STK-2, GUE-5). */
export function seesPack({ userId, role }: Reader, { ownerId, isOwnerEnabled, isShared }: Pack): boolean {
  if (ownerId === null || ownerId === userId) return true;
  return isShared && isOwnerEnabled && role !== "guest";
}

/** Its owner; of those of the server every administrator. */
export function mayChangePack({ userId, role }: Reader, { ownerId }: Pack): boolean {
  return ownerId === null ? role === "admin" : ownerId === userId;
}

/**
 * That it can be a sticker of the actor's (STK-5). A file of another's, none, one that is not complete and one of
 * another kind are refused alike. @throws invalid_arguments, payload_too_large
 */
export function assertStickerImage(media: StoredMedia | null, { userId }: Reader, index: number): void {
  const path = `/stickers/${index}/mediaId`;
  const isOwn = media?.ownerId === userId && media.completeAt !== null && media.kind === "image";
  if (!isOwn) throw wrong(path);
  const { type, width, height, bytes } = media;
  if (type === null || width === null || height === null) throw wrong(path);
  const { stickerBytesMax, stickerPixelsMax } = limits;
  if (bytes > stickerBytesMax || width > stickerPixelsMax || height > stickerPixelsMax) {
    throw new ParleyError("payload_too_large", { details: { path, stickerBytesMax, stickerPixelsMax } });
  }
}

export function wrong(path: string): ParleyError {
  return new ParleyError("invalid_arguments", { details: { path } });
}
