import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversationId, messageId, rev, seq, time, userId } from "../model/scalars.ts";

export const messagePinned = definePush({
  name: "message.pinned",
  kind: "event",
  summary: "A message was pinned in its conversation.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: userId("Who did it."),
    at: time("When."),
  }),
});
