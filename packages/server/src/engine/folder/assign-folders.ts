import { changeOwnState } from "../inbox/change-own-state.ts";
import type { WriteOperation } from "../operation.ts";
import { assertOwnFolder } from "./change-folders.ts";

export const assignFolders: WriteOperation<"folder.assign"> = {
  kind: "write",
  run: (context, actor, { conversationId, folderIds }) =>
    changeOwnState(context, actor, conversationId, async () => {
      const folders = await context.tx.folders.list(actor.userId);
      for (const folderId of folderIds) assertOwnFolder(folders, folderId);
      const chosen = [...new Set(folderIds)].sort((left, right) => left - right);
      return { folderIds: chosen.length === 0 ? undefined : chosen };
    }),
};
