import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { contact, contactRequest, remark, requestId } from "../model/contact.ts";
import { conversationId } from "../model/scalars.ts";

export const answerContact = defineMethod({
  name: "contact.answer",
  summary: "Answers a request. Accepting makes both contacts and opens their conversation.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    requestId: requestId(),
    answer: Type.Union([Type.Literal("accept"), Type.Literal("refuse"), Type.Literal("ignore")]),
    remark: Type.Optional(remark),
  }),
  result: Type.Object({
    request: contactRequest,
    contact: Type.Union([contact, Type.Null()], { description: "Once both are contacts." }),
    conversationId: Type.Union([conversationId("Their direct conversation."), Type.Null()]),
  }),
  errors: ["not_found", "conflict", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
