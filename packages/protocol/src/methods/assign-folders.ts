import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { folderId, ownState } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const assignFolders = defineMethod({
  name: "folder.assign",
  summary: "Says in which of the caller's folders a conversation is.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    folderIds: Type.Array(folderId(), {
      maxItems: limits.foldersMax,
      description: "All it is in from now on.",
    }),
  }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
