import { Type } from "typebox";
import { definePush } from "../define.ts";
import { emoji } from "../model/message-extras.ts";
import { conversationId, messageId, rev, seq, time, userId } from "../model/scalars.ts";

export const messageReacted = definePush({
  name: "message.reacted",
  kind: "event",
  summary: "Somebody reacted to a message, or took it back.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: userId("Who reacts."),
    at: time("When."),
    emojis: Type.Array(emoji, { description: "All with which they react now." }),
  }),
});
