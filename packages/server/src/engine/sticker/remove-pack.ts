/** Removes sticker packs with what they hold; what was sent from them stays, and its images with it (STK-8). */
import type { WriteContext } from "../operation.ts";
import { packUse } from "./pack-use.ts";

export async function removePack(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  packId: string,
): Promise<void> {
  await tx.stickerPacks.remove(packId);
  await tx.media.endUses(packUse(packId), ports.clock.now());
}

/** Of somebody whose account ends (STK-11). */
export async function removePacksOf(
  context: Pick<WriteContext, "tx" | "ports">,
  userId: number,
): Promise<void> {
  for (const { id } of await context.tx.stickerPacks.ownedBy(userId)) await removePack(context, id);
  await context.tx.stickerPacks.uninstallAll(userId);
}
