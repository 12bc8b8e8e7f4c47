import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { stickerPackId } from "../model/sticker-ids.ts";

export const deleteStickerPack = defineMethod({
  name: "stickerPack.delete",
  summary: "Deletes a sticker pack; what was sent from it stays. Administrators may delete any they see.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ packId: stickerPackId() }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
