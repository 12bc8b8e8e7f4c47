import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { fullStickerPack } from "../model/sticker.ts";
import { stickerId, stickerPackId } from "../model/sticker-ids.ts";

export const removeStickers = defineMethod({
  name: "sticker.remove",
  summary: "Takes stickers out of a pack; what is not in it is left out.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    packId: stickerPackId(),
    stickerIds: Type.Array(stickerId(), { minItems: 1, maxItems: limits.stickersPerPackMax }),
  }),
  result: Type.Object(fullStickerPack),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 60 },
});
