import { limits, ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { changeFolders } from "./change-folders.ts";

export const createFolder: WriteOperation<"folder.create"> = {
  kind: "write",
  async run(context, actor, args) {
    const name = args.name.trim();
    let id = 0;
    const { folders } = await changeFolders(context, actor, async (before) => {
      const { foldersMax } = limits;
      if (before.length >= foldersMax) throw new ParleyError("limit_reached", { details: { foldersMax } });
      id = await context.tx.folders.insert(actor.userId, name, before.length);
    });
    return { folder: { id, name }, folders };
  },
};
