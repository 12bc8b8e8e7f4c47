import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { folder, folderId } from "../model/inbox.ts";

export const removeFolder = defineMethod({
  name: "folder.remove",
  summary: "Removes a folder of the caller; the conversations in it stay.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ id: folderId() }),
  result: Type.Object({
    folders: Type.Array(folder, {
      maxItems: limits.foldersMax,
      description: "All of the caller, in their order.",
    }),
  }),
  errors: ["not_found"],
  rate: { perMinute: 60, burst: 20 },
});
