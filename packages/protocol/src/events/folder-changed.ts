import { Type } from "typebox";
import { definePush } from "../define.ts";
import { folder } from "../model/inbox.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const folderChanged = definePush({
  name: "folder.changed",
  kind: "event",
  summary: "The user's folders have changed. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    folders: Type.Array(folder, { description: "All of them, in their order." }),
  }),
});
