import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, messageId, rev, seq, time } from "../model/scalars.ts";

export const messageExpired = definePush({
  name: "message.expired",
  kind: "event",
  summary: "The time of a message is over: its content is erased for everybody.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: senderId,
    at: time("When."),
  }),
});
