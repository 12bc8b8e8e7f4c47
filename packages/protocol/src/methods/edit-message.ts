import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { textContent } from "../model/contents/text-content.ts";
import { conversationId, messageId, rev } from "../model/scalars.ts";

export const editMessage = defineMethod({
  name: "message.edit",
  summary: "Puts another text in the place of one's own message, for everybody.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    content: textContent,
  }),
  result: Type.Object({ rev: rev("The event that tells of it.") }),
  errors: ["not_found", "forbidden", "not_accepted", "window_passed", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
