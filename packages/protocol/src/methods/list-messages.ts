import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { message } from "../model/message.ts";
import { conversationId, limit, seq } from "../model/scalars.ts";

export const listMessages = defineMethod({
  name: "message.list",
  summary: "A page of history, oldest first: the newest, or those before or after a number.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    conversationId: conversationId(),
    beforeSeq: Type.Optional(seq("Only messages before this number.")),
    afterSeq: Type.Optional(seq("Only messages after this number.")),
    limit: Type.Optional(limit(limits.messagePageMax, limits.messagePageDefault)),
  }),
  result: Type.Object({
    messages: Type.Array(message),
    quoted: Type.Optional(
      Type.Array(message, { description: "Messages that those answer, as they are now." }),
    ),
  }),
  errors: ["not_found"],
  rate: { perMinute: 1200, burst: 300 },
});
