import type { WriteOperation } from "../operation.ts";
import { assertOwnFolder, changeFolders } from "./change-folders.ts";

export const renameFolder: WriteOperation<"folder.rename"> = {
  kind: "write",
  run: (context, actor, { id, name }) =>
    changeFolders(context, actor, async (before) => {
      assertOwnFolder(before, id);
      await context.tx.folders.rename(actor.userId, id, name.trim());
    }),
};
