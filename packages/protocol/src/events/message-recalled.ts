import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversationId, messageId, rev, seq, time, userId } from "../model/scalars.ts";

export const messageRecalled = definePush({
  name: "message.recalled",
  kind: "event",
  summary: "A message was taken back for everyone.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the recalled message."),
    id: messageId("Which message."),
    actorId: userId("Who recalled it."),
    at: time("When."),
  }),
});
