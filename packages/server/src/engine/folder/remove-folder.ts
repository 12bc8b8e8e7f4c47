import { keepOwnState, withChange } from "../inbox/change-own-state.ts";
import type { WriteOperation } from "../operation.ts";
import { assertOwnFolder, changeFolders } from "./change-folders.ts";

export const removeFolder: WriteOperation<"folder.remove"> = {
  kind: "write",
  run: (context, actor, { id }) =>
    changeFolders(context, actor, async (folders) => {
      assertOwnFolder(folders, id);
      const { tx, ports } = context;
      for (const { conversationId, own: before } of await tx.ownStates.inFolder(actor.userId, id)) {
        const left = before.folderIds?.filter((folderId) => folderId !== id) ?? [];
        const own = withChange(before, { folderIds: left.length === 0 ? undefined : left });
        await keepOwnState(tx, ports, actor, { conversationId, before, own });
      }
      await tx.folders.remove(actor.userId, id);
    }),
};
