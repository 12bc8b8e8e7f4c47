import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { autoAnswer, autoQuestion, autoReply } from "../model/auto-answer.ts";

export const createAutoAnswer = defineMethod({
  name: "autoAnswer.create",
  summary: "Keeps a question and the answer that strangers and guests get to it.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    question: autoQuestion,
    answer: autoReply,
    isEnabled: Type.Optional(Type.Boolean()),
  }),
  result: Type.Object({ autoAnswer }),
  errors: ["limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
