import { limits, type ParamsOf, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { newMediaId } from "../media/media-seals.ts";
import { isEmoji } from "../message/reaction-policy.ts";
import type { WriteContext, WriteOperation } from "../operation.ts";
import { changePack } from "./access-pack.ts";
import { tellPackChange } from "./pack-changed.ts";
import { packUse } from "./pack-use.ts";
import { fullPack } from "./public-pack.ts";
import { assertStickerImage, wrong } from "./sticker-policy.ts";

type Args = ParamsOf<"sticker.add">;

export const addStickers: WriteOperation<"sticker.add"> = {
  kind: "write",
  async run(context, actor, args) {
    const { packId, stickers } = args;
    for (const [index, { emoji }] of stickers.entries()) {
      if (emoji !== undefined && !isEmoji(emoji)) throw wrong(`/stickers/${index}/emoji`);
    }
    await changePack(context, actor, packId, "sticker.add");
    const { tx, ports } = context;
    const before = await tx.stickerPacks.stickers(packId);
    const known = new Map(before.map(({ id, mediaId }) => [mediaId, id]));
    const added = [...new Set(stickers.map(({ mediaId }) => mediaId))].filter((id) => !known.has(id));
    const { stickersPerPackMax } = limits;
    if (before.length + added.length > stickersPerPackMax) {
      throw new ParleyError("limit_reached", { details: { stickersPerPackMax } });
    }
    await holdImages(context, actor, args, added);
    for (const { mediaId, emoji = null } of stickers) {
      const stickerId = known.get(mediaId);
      if (stickerId !== undefined) {
        await tx.stickerPacks.setSticker(packId, stickerId, { emoji });
        continue;
      }
      const id = newMediaId(ports);
      await tx.stickerPacks.addSticker(packId, { id, mediaId, emoji });
      known.set(mediaId, id);
    }
    await tellPackChange(context, actor.userId, packId, true);
    return fullPack(tx, actor, packId);
  },
};

/** In one order, because each image is held: two at once must not wait for each other. */
async function holdImages(
  { tx }: WriteContext,
  actor: UserActor,
  { packId, stickers }: Args,
  mediaIds: readonly string[],
): Promise<void> {
  for (const mediaId of mediaIds.toSorted()) {
    const index = stickers.findIndex((sticker) => sticker.mediaId === mediaId);
    assertStickerImage(await tx.media.find(mediaId), actor, index);
    const held = await tx.media.use(mediaId, packUse(packId), false);
    if (held === null) throw wrong(`/stickers/${index}/mediaId`);
  }
}
