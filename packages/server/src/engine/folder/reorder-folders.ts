import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { changeFolders } from "./change-folders.ts";

export const reorderFolders: WriteOperation<"folder.reorder"> = {
  kind: "write",
  run: (context, actor, { ids }) =>
    changeFolders(context, actor, async (before) => {
      const isEach = new Set(ids).size === ids.length && ids.length === before.length;
      if (!isEach || !before.every(({ id }) => ids.includes(id))) {
        throw new ParleyError("invalid_arguments", { details: { path: "/ids" } });
      }
      for (const [place, id] of ids.entries()) await context.tx.folders.place(actor.userId, id, place);
    }),
};
