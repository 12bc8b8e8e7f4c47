import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { messageId, seq, time } from "../model/scalars.ts";
import { sendMessage } from "./send-message.ts";

export const postIncomingWebhook = defineMethod({
  name: "incomingWebhook.post",
  summary:
    "Writes into the group of an incoming webhook: a text, or any content. Over HTTP also as `POST /v1/hooks/<secret>`.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    secret: Type.String({ minLength: 1, maxLength: limits.incomingSecretCharsMax }),
    text: Type.Optional(Type.String({ minLength: 1, maxLength: limits.textCharsMax, pattern: "\\S" })),
    content: Type.Optional(sendMessage.params.properties.content),
    id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.incomingIdCharsMax,
        description: "What tells a repetition: the same again is answered as before and written once.",
      }),
    ),
  }),
  result: Type.Object({
    id: messageId("The message."),
    seq: seq(),
    sentAt: time("When the server took it."),
  }),
  errors: ["not_found", "forbidden", "conflict"],
  rate: { perMinute: 600, burst: 120 },
});
