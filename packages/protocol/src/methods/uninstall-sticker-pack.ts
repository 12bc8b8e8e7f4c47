import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { stickerPackId } from "../model/sticker-ids.ts";

export const uninstallStickerPack = defineMethod({
  name: "stickerPack.uninstall",
  summary: "Takes another user's pack out of the caller's list; of one that is not in it nothing happens.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ packId: stickerPackId() }),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
