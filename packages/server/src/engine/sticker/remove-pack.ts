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
  const { tx, ports } = context;
  for (const { id } of await tx.stickerPacks.ownedBy(userId)) {
    // Held, so that what is added to it at the same moment goes too.
    await tx.stickerPacks.touch(id, ports.clock.now());
    await removePack(context, id);
  }
  await tx.stickerPacks.uninstallAll(userId);
}
