import { limits, ParleyError } from "@parley/protocol";
import { assertAdmin, noteAct } from "../admin/admin-operation.ts";
import { newMediaId } from "../media/media-seals.ts";
import type { WriteOperation } from "../operation.ts";
import { tellPackChange } from "./pack-changed.ts";
import { fullPack } from "./public-pack.ts";

export const createStickerPack: WriteOperation<"stickerPack.create"> = {
  kind: "write",
  async run(context, actor, args) {
    const { tx, ports } = context;
    const { isShared = false, isOfServer = false } = args;
    if (isOfServer) await assertAdmin(context, actor);
    // Held, so that those made at once are counted one after the other (STK-4).
    else await tx.users.lock(actor.userId);
    const ownerId = isOfServer ? null : actor.userId;
    const { ownStickerPacksMax, serverStickerPacksMax } = limits;
    const most = isOfServer ? { serverStickerPacksMax } : { ownStickerPacksMax };
    const packsMax = isOfServer ? serverStickerPacksMax : ownStickerPacksMax;
    if ((await tx.stickerPacks.ownedBy(ownerId)).length >= packsMax) {
      throw new ParleyError("limit_reached", { details: most });
    }
    const id = newMediaId(ports);
    const createdAt = ports.clock.now();
    await tx.stickerPacks.insert({ id, ownerId, name: args.name.trim(), isShared, createdAt });
    if (isOfServer) {
      await noteAct(context, actor, "stickerPack.create", { targetKind: "stickerPack", targetId: id });
    }
    await tellPackChange(context, actor.userId, id, true);
    return fullPack(tx, actor, id);
  },
};
