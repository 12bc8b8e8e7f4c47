import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { contact, contactRequest, remark, requestMessage } from "../model/contact.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const requestContact = defineMethod({
  name: "contact.request",
  summary: "Asks somebody to become contacts. Where they let it, or have asked the caller, both are at once.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    userId: userId("Whom; not oneself."),
    message: Type.Optional(requestMessage),
    remark: Type.Optional(remark),
    answer: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.contactAnswerCharsMax,
        description: "The answer, where the other asks a question (`not_accepted` with `details.question`).",
      }),
    ),
  }),
  result: Type.Object({
    request: contactRequest,
    contact: Type.Union([contact, Type.Null()], { description: "Once both are contacts." }),
    conversationId: Type.Union([conversationId("Their direct conversation."), Type.Null()]),
  }),
  errors: ["not_found", "not_accepted", "conflict", "limit_reached"],
  rate: { perMinute: 30, burst: 20 },
});
