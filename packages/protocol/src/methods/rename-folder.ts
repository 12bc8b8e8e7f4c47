import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { folder, folderId } from "../model/inbox.ts";

export const renameFolder = defineMethod({
  name: "folder.rename",
  summary: "Renames a folder of the caller.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ id: folderId(), name: folder.properties.name }),
  result: Type.Object({
    folders: Type.Array(folder, {
      maxItems: limits.foldersMax,
      description: "All of the caller, in their order.",
    }),
  }),
  errors: ["not_found"],
  rate: { perMinute: 60, burst: 20 },
});
