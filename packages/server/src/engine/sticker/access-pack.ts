/** The only way to a sticker pack for an actor; `not_found` rather than reveal that one exists (STK-2). */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { assertAdmin, noteAct } from "../admin/admin-operation.ts";
import type { WriteContext } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredStickerPack } from "../ports/store-stickers.ts";
import { mayChangePack, seesPack } from "./sticker-policy.ts";

/** A pack the actor sees, and may send from. @throws not_found */
export async function accessPack(
  reader: Pick<Reader, "stickerPacks">,
  actor: UserActor,
  packId: string,
): Promise<StoredStickerPack> {
  const pack = await reader.stickerPacks.find(packId);
  if (pack === null || !seesPack(actor, pack)) throw new ParleyError("not_found");
  return pack;
}

/**
 * A pack the actor changes now: held, so that changes at once come one after the other, and what administrators do to
 * one of the server is in the audit log (ADM-3). @throws not_found, forbidden
 */
export async function changePack(
  context: WriteContext,
  actor: UserActor,
  packId: string,
  action: "stickerPack.update" | "sticker.add" | "sticker.remove",
): Promise<StoredStickerPack> {
  const seen = await accessPack(context.tx, actor, packId);
  if (!mayChangePack(actor, seen)) throw new ParleyError("forbidden");
  await holdPack(context, actor, seen);
  if (seen.ownerId === null) {
    await noteAct(context, actor, action, { targetKind: "stickerPack", targetId: packId });
  }
  return seen;
}

/** Notes the time of the change, which holds the pack. @throws not_found, forbidden */
export async function holdPack(
  context: WriteContext,
  actor: UserActor,
  { id, ownerId }: Pick<StoredStickerPack, "id" | "ownerId">,
): Promise<void> {
  const { tx, ports } = context;
  if (ownerId !== actor.userId) await assertAdmin(context, actor);
  if (!(await tx.stickerPacks.touch(id, ports.clock.now()))) throw new ParleyError("not_found");
}
