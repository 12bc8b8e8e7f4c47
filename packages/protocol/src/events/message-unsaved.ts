import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, messageId, rev, time } from "../model/scalars.ts";

export const messageUnsaved = definePush({
  name: "message.unsaved",
  kind: "event",
  summary: "A message was taken out of the user's saved messages. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    inConversationId: conversationId("Where the message is."),
    id: messageId("Which message."),
  }),
});
