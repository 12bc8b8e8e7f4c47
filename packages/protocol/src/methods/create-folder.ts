import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { folder } from "../model/inbox.ts";

export const createFolder = defineMethod({
  name: "folder.create",
  summary: "Makes a folder of the caller's list, behind the others.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ name: folder.properties.name }),
  result: Type.Object({
    folder,
    folders: Type.Array(folder, {
      maxItems: limits.foldersMax,
      description: "All of the caller, in their order.",
    }),
  }),
  errors: ["limit_reached"],
  rate: { perMinute: 60, burst: 20 },
});
