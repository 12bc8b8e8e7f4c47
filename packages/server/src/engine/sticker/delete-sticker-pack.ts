import { ParleyError } from "@parley/protocol";
import { noteAct } from "../admin/admin-operation.ts";
import type { WriteOperation } from "../operation.ts";
import { accessPack, holdPack } from "./access-pack.ts";
import { tellPackChange } from "./pack-changed.ts";
import { removePack } from "./remove-pack.ts";

export const deleteStickerPack: WriteOperation<"stickerPack.delete"> = {
  kind: "write",
  async run(context, actor, { packId }) {
    const pack = await accessPack(context.tx, actor, packId);
    const { ownerId } = pack;
    if (ownerId !== actor.userId && actor.role !== "admin") throw new ParleyError("forbidden");
    await holdPack(context, actor, pack);
    await removePack(context, packId);
    if (ownerId !== actor.userId) {
      const details = ownerId === null ? {} : { ownerId };
      await noteAct(context, actor, "stickerPack.delete", {
        ...{ targetKind: "stickerPack", targetId: packId, details },
      });
    }
    await tellPackChange(context, ownerId ?? actor.userId, packId, false);
    return {};
  },
};
