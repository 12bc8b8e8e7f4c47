import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { fullStickerPack } from "../model/sticker.ts";
import { stickerPackId } from "../model/sticker-ids.ts";

export const installStickerPack = defineMethod({
  name: "stickerPack.install",
  summary: "Puts a pack that another user shares into the caller's list.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ packId: stickerPackId() }),
  result: Type.Object(fullStickerPack),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
