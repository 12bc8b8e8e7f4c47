import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { content } from "../model/content.ts";
import { conversationId, messageId, time } from "../model/scalars.ts";
import { scheduledMessage } from "../model/scheduled-message.ts";

export const editScheduledMessage = defineMethod({
  name: "message.editScheduled",
  summary: "Changes what waits to be sent or when. One that could not be sent is tried again.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    content: Type.Optional(content),
    sendAt: Type.Optional(time("When to send it.")),
  }),
  result: Type.Object({ scheduled: scheduledMessage }),
  errors: ["not_found", "conflict", "payload_too_large"],
  rate: { perMinute: 120, burst: 60 },
});
