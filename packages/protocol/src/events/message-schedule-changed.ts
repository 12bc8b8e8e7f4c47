import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, messageId, rev, time } from "../model/scalars.ts";
import { scheduledMessage } from "../model/scheduled-message.ts";

export const messageScheduleChanged = definePush({
  name: "message.scheduleChanged",
  kind: "event",
  summary:
    "A message of the user was scheduled, edited, sent, cancelled, or could not be sent. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    inConversationId: conversationId("Where it is to be sent."),
    id: messageId("Which message."),
    scheduled: Type.Union([scheduledMessage, Type.Null()], {
      description: "Null when it does not wait any more, or has changed since.",
    }),
  }),
});
