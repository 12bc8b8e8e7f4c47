import type { WriteOperation } from "../operation.ts";
import { tellPackChange } from "./pack-changed.ts";

export const uninstallStickerPack: WriteOperation<"stickerPack.uninstall"> = {
  kind: "write",
  async run(context, { userId }, { packId }) {
    if (await context.tx.stickerPacks.uninstall(userId, packId)) {
      await tellPackChange(context, userId, packId, false);
    }
    return {};
  },
};
