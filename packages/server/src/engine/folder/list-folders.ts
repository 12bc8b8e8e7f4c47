import type { ReadOperation } from "../operation.ts";

export const listFolders: ReadOperation<"folder.list"> = {
  kind: "read",
  run: async ({ reader }, actor) => ({ folders: await reader.folders.list(actor.userId) }),
};
