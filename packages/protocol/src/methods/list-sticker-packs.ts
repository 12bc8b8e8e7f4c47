import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { stickerPack } from "../model/sticker.ts";

export const listStickerPacks = defineMethod({
  name: "stickerPack.list",
  summary:
    "The packs the caller can send from: one's own and installed ones, what came last first, then those of the server.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({ packs: Type.Array(stickerPack) }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
