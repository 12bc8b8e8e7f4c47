import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { autoAnswer, autoAnswerId, autoQuestion, autoReply } from "../model/auto-answer.ts";

export const updateAutoAnswer = defineMethod({
  name: "autoAnswer.update",
  summary: "Changes an automatic answer, of what is given alone.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    autoAnswerId: autoAnswerId(),
    question: Type.Optional(autoQuestion),
    answer: Type.Optional(autoReply),
    isEnabled: Type.Optional(Type.Boolean()),
  }),
  result: Type.Object({ autoAnswer }),
  errors: ["not_found"],
  rate: { perMinute: 60, burst: 30 },
});
