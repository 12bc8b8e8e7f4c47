import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const dismissPreview = defineMethod({
  name: "message.dismissPreview",
  summary: "Takes the preview of a link off one's own message, for everybody and for good.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
