import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { content } from "../model/content.ts";
import { requestedExtras } from "../model/message-extras.ts";
import { conversationId, messageId, time } from "../model/scalars.ts";
import { scheduledMessage } from "../model/scheduled-message.ts";

export const scheduleMessage = defineMethod({
  name: "message.schedule",
  summary: "Keeps a message that the server sends at a time, as if its author sent it then.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId(),
    content,
    ...requestedExtras,
    sendAt: time("When to send it."),
  }),
  result: Type.Object({ scheduled: scheduledMessage }),
  errors: ["not_found", "forbidden", "not_accepted", "conflict", "limit_reached", "payload_too_large"],
  rate: { perMinute: 120, burst: 60 },
});
