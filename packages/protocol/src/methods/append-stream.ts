import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const streamPosition = Type.Integer({
  minimum: 0,
  maximum: limits.textCharsMax,
  description: "Length of the text before it, in UTF-16 units.",
});
export const streamPart = Type.String({ maxLength: limits.textCharsMax });

export const appendStream = defineMethod({
  name: "stream.append",
  summary: "Writes more of a text that the caller began by a message of kind `stream`.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    position: streamPosition,
    text: streamPart,
    isFinal: Type.Optional(Type.Boolean({ description: "The text is whole with this." })),
  }),
  result: Type.Object({ position: streamPosition }),
  errors: ["not_found", "forbidden", "not_accepted", "conflict", "limit_reached"],
  rate: { perMinute: 1200, burst: 300 },
});
