import { limits, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { accessPack } from "./access-pack.ts";
import { tellPackChange } from "./pack-changed.ts";
import { fullPack } from "./public-pack.ts";
import { seesPack } from "./sticker-policy.ts";

export const installStickerPack: WriteOperation<"stickerPack.install"> = {
  kind: "write",
  async run(context, actor, { packId }) {
    const { tx, ports } = context;
    await tx.users.lock(actor.userId);
    const { ownerId } = await accessPack(tx, actor, packId);
    // Own ones and those of the server are in the list anyway.
    if (ownerId === null || ownerId === actor.userId) return fullPack(tx, actor, packId);
    const installed = await keepSeen(tx, actor);
    if (!installed.includes(packId)) {
      const { installedStickerPacksMax } = limits;
      if (installed.length >= installedStickerPacksMax) {
        throw new ParleyError("limit_reached", { details: { installedStickerPacksMax } });
      }
      await tx.stickerPacks.install(actor.userId, packId, ports.clock.now());
      await tellPackChange(context, actor.userId, packId, true);
    }
    return fullPack(tx, actor, packId);
  },
};

/** Forgets what was deleted or is not shared any more, which nobody could take out; answers what is left. */
async function keepSeen(tx: Transaction, actor: UserActor): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { packId, pack } of await tx.stickerPacks.installed(actor.userId)) {
    if (pack !== null && seesPack(actor, pack)) left.push(packId);
    else await tx.stickerPacks.uninstall(actor.userId, packId);
  }
  return left;
}
