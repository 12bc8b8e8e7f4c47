import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { messageContentOrNull } from "../model/content.ts";
import { senderId } from "../model/message.ts";
import { conversationId, count, limit, messageId, time } from "../model/scalars.ts";

export const listForwardedMessages = defineMethod({
  name: "message.listForwarded",
  summary:
    "What messages that were forwarded as one said; nothing any more of those that were recalled since.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message they are."),
    after: Type.Optional(count("Only those after this place.")),
    limit: Type.Optional(limit(limits.messagesPerForwardMax, limits.messagePageDefault)),
  }),
  result: Type.Object({
    messages: Type.Array(
      Type.Object({
        place: count("Its place among them, from 1."),
        senderId,
        sentAt: time("When it was sent first."),
        content: messageContentOrNull,
      }),
      {
        description:
          "Perhaps fewer than asked for although there are more: a page has so many bytes at most.",
      },
    ),
  }),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 60 },
});
