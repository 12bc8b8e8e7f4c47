import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { folder, folderId } from "../model/inbox.ts";

export const reorderFolders = defineMethod({
  name: "folder.reorder",
  summary: "Puts the caller's folders in another order.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    ids: Type.Array(folderId(), { maxItems: limits.foldersMax, description: "Every folder, once." }),
  }),
  result: Type.Object({
    folders: Type.Array(folder, {
      maxItems: limits.foldersMax,
      description: "All of the caller, in their order.",
    }),
  }),
  errors: ["invalid_arguments"],
  rate: { perMinute: 60, burst: 20 },
});
