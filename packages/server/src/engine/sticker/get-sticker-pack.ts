import type { ReadOperation } from "../operation.ts";
import { accessPack } from "./access-pack.ts";
import { fullPack } from "./public-pack.ts";

export const getStickerPack: ReadOperation<"stickerPack.get"> = {
  kind: "read",
  async run({ reader }, actor, { packId }) {
    await accessPack(reader, actor, packId);
    return fullPack(reader, actor, packId);
  },
};
