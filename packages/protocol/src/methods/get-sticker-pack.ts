import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { fullStickerPack } from "../model/sticker.ts";
import { stickerPackId } from "../model/sticker-ids.ts";

export const getStickerPack = defineMethod({
  name: "stickerPack.get",
  summary: "A sticker pack with its stickers.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ packId: stickerPackId() }),
  result: Type.Object(fullStickerPack),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 100 },
});
