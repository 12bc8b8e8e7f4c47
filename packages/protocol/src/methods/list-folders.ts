import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { folder } from "../model/inbox.ts";

export const listFolders = defineMethod({
  name: "folder.list",
  summary: "The caller's folders in their order.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({
    folders: Type.Array(folder, {
      maxItems: limits.foldersMax,
      description: "All of the caller, in their order.",
    }),
  }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
