import type { ReadOperation } from "../operation.ts";
import { listedPacks } from "./public-pack.ts";

export const listStickerPacks: ReadOperation<"stickerPack.list"> = {
  kind: "read",
  run: async ({ reader }, actor) => ({ packs: await listedPacks(reader, actor) }),
};
