import type { Sticker } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { changePack } from "./access-pack.ts";
import { tellPackChange } from "./pack-changed.ts";
import { fullPack } from "./public-pack.ts";
import { wrong } from "./sticker-policy.ts";

export const updateStickerPack: WriteOperation<"stickerPack.update"> = {
  kind: "write",
  async run(context, actor, { packId, name, isShared, stickerIds }) {
    const { tx } = context;
    await changePack(context, actor, packId, "stickerPack.update");
    await tx.stickerPacks.update(packId, {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(isShared === undefined ? {} : { isShared }),
    });
    if (stickerIds !== undefined) {
      const stickers = await tx.stickerPacks.stickers(packId);
      if (!isEach(stickers, stickerIds)) throw wrong("/stickerIds");
      for (const [index, id] of stickerIds.entries()) {
        await tx.stickerPacks.setSticker(packId, id, { place: index + 1 });
      }
    }
    await tellPackChange(context, actor.userId, packId, true);
    return fullPack(tx, actor, packId);
  },
};

function isEach(stickers: readonly Sticker[], ids: readonly string[]): boolean {
  const named = new Set(ids);
  return (
    ids.length === stickers.length && named.size === ids.length && stickers.every(({ id }) => named.has(id))
  );
}
