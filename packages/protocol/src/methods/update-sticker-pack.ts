import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { fullStickerPack, stickerPackName } from "../model/sticker.ts";
import { stickerId, stickerPackId } from "../model/sticker-ids.ts";

export const updateStickerPack = defineMethod({
  name: "stickerPack.update",
  summary: "Changes what a sticker pack is called, whether it is shared, and the order of its stickers.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    packId: stickerPackId(),
    name: Type.Optional(stickerPackName),
    isShared: Type.Optional(Type.Boolean({ description: "Of a pack of the server it says nothing." })),
    stickerIds: Type.Optional(
      Type.Array(stickerId(), {
        maxItems: limits.stickersPerPackMax,
        description: "All of its stickers, each once, in their new order.",
      }),
    ),
  }),
  result: Type.Object(fullStickerPack),
  errors: ["not_found", "forbidden", "invalid_arguments"],
  rate: { perMinute: 60, burst: 30 },
});
