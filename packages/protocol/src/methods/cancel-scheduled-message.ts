import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const cancelScheduledMessage = defineMethod({
  name: "message.cancelScheduled",
  summary: "Lets a message that waits to be sent not be sent. One that was sent already is a conflict.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({}),
  errors: ["conflict"],
  rate: { perMinute: 120, burst: 60 },
});
