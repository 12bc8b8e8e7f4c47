import { Type } from "typebox";
import { definePush } from "../define.ts";
import { readTextContent } from "../model/contents/text-content.ts";
import { conversationId, messageId, rev, seq, time, userId } from "../model/scalars.ts";

export const messageFinished = definePush({
  name: "message.finished",
  kind: "event",
  summary: "A text that was being written is whole.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: userId("Who wrote it."),
    at: time("When."),
    content: Type.Union([readTextContent, Type.Null()], {
      description: "What it says; null when it was recalled since, or the reader hid it.",
    }),
  }),
});
