import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { editContent } from "../model/contents/edited-content.ts";
import { conversationId, messageId, rev } from "../model/scalars.ts";

export const editMessage = defineMethod({
  name: "message.edit",
  summary: "Puts another text in the place of that of one's own message, or below its files, for everybody.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    content: editContent,
  }),
  result: Type.Object({ rev: rev("The event that tells of it.") }),
  errors: ["not_found", "forbidden", "not_accepted", "window_passed", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
