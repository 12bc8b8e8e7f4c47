import { Type } from "typebox";
import { definePush } from "../define.ts";
import { editableContents } from "../model/contents/edited-content.ts";
import { conversationId, messageId, rev, seq, time, userId } from "../model/scalars.ts";

export const messageEdited = definePush({
  name: "message.edited",
  kind: "event",
  summary: "Its author put another text in the place of a message, or below its files.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: userId("Who edited it."),
    at: time("When."),
    content: Type.Union([...editableContents, Type.Null()], {
      description: "What it says now; null when it was recalled since, or the reader hid it.",
    }),
  }),
});
