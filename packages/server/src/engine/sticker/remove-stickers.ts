import type { WriteOperation } from "../operation.ts";
import { changePack } from "./access-pack.ts";
import { tellPackChange } from "./pack-changed.ts";
import { packUse } from "./pack-use.ts";
import { fullPack } from "./public-pack.ts";

export const removeStickers: WriteOperation<"sticker.remove"> = {
  kind: "write",
  async run(context, actor, { packId, stickerIds }) {
    await changePack(context, actor, packId, "sticker.remove");
    const { tx, ports } = context;
    const named = new Set(stickerIds);
    const removed = (await tx.stickerPacks.stickers(packId)).filter(({ id }) => named.has(id));
    if (removed.length > 0) {
      await tx.stickerPacks.removeStickers(
        packId,
        removed.map(({ id }) => id),
      );
      const mediaIds = removed.map(({ mediaId }) => mediaId);
      await tx.media.endUses(packUse(packId), ports.clock.now(), mediaIds);
      await tellPackChange(context, actor.userId, packId, true);
    }
    return fullPack(tx, actor, packId);
  },
};
