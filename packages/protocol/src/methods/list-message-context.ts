import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { message } from "../model/message.ts";
import { conversationId, limit, messageId, seq } from "../model/scalars.ts";

export const listMessageContext = defineMethod({
  name: "message.context",
  summary: "The messages around one, which is named by its number or its id, oldest first.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    seq: Type.Optional(seq("Number of the message.")),
    id: Type.Optional(messageId("Id of the message, where its number is not known.")),
    limit: Type.Optional(limit(limits.messagePageMax, limits.messagePageDefault)),
  }),
  result: Type.Object({
    seq: seq("Number of the message asked for."),
    messages: Type.Array(message),
    quoted: Type.Optional(
      Type.Array(message, { description: "Messages that those answer, as they are now." }),
    ),
  }),
  errors: ["not_found"],
  rate: { perMinute: 600, burst: 120 },
});
