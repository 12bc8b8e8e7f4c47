import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { mediaId } from "../model/media.ts";
import { emoji } from "../model/message-extras.ts";
import { fullStickerPack } from "../model/sticker.ts";
import { stickerPackId } from "../model/sticker-ids.ts";

export const addStickers = defineMethod({
  name: "sticker.add",
  summary:
    "Adds images of the caller to a sticker pack, at its end; of one that is in it already the emoji is changed.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    packId: stickerPackId(),
    stickers: Type.Array(
      Type.Object({
        mediaId: mediaId(
          "A complete upload of the caller, of kind `image`, within `stickerBytesMax` and `stickerPixelsMax`.",
        ),
        emoji: Type.Optional(emoji),
      }),
      { minItems: 1, maxItems: limits.stickersPerPackMax },
    ),
  }),
  result: Type.Object(fullStickerPack),
  errors: ["not_found", "forbidden", "invalid_arguments", "limit_reached", "payload_too_large"],
  rate: { perMinute: 60, burst: 60 },
});
