import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { fullStickerPack, stickerPackName } from "../model/sticker.ts";

export const createStickerPack = defineMethod({
  name: "stickerPack.create",
  summary: "Makes an empty sticker pack: the caller's own, or by an administrator one of the server.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    name: stickerPackName,
    isShared: Type.Optional(Type.Boolean({ description: "False where it is left out." })),
    isOfServer: Type.Optional(
      Type.Boolean({ description: "Everybody sees it then, and administrators change it." }),
    ),
  }),
  result: Type.Object(fullStickerPack),
  errors: ["forbidden", "limit_reached"],
  rate: { perMinute: 30, burst: 10 },
});
