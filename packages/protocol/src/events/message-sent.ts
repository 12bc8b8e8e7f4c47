import { Type } from "typebox";
import { definePush } from "../define.ts";
import { messageContentOrNull } from "../model/content.ts";
import { senderId } from "../model/message.ts";
import { messageExtras } from "../model/message-extras.ts";
import { conversationId, messageId, rev, seq, time } from "../model/scalars.ts";

export const messageSent = definePush({
  name: "message.sent",
  kind: "event",
  summary: "A message was sent. If it was recalled since, `content` is null.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq(),
    id: messageId(),
    senderId,
    sentAt: time("When the server took it."),
    content: messageContentOrNull,
    recalledAt: Type.Optional(time("Present when recalled since.")),
    isHidden: Type.Optional(Type.Boolean({ description: "The reader hid it since: `content` is null." })),
    ...messageExtras,
  }),
});
