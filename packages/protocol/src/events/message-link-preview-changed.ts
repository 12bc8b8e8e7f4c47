import { Type } from "typebox";
import { definePush } from "../define.ts";
import { linkPreview } from "../model/link-preview.ts";
import { senderId } from "../model/message.ts";
import { conversationId, messageId, rev, seq, time } from "../model/scalars.ts";

export const messageLinkPreviewChanged = definePush({
  name: "message.linkPreviewChanged",
  kind: "event",
  summary: "The server looked up the page that a message links to, or the author wants no preview of it.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: senderId,
    at: time("When."),
    linkPreview: Type.Union([linkPreview, Type.Null()], {
      description: "Null when there is none any more, or the reader hid the message.",
    }),
    hasNoPreview: Type.Optional(Type.Boolean({ description: "From now on the message has none." })),
  }),
});
