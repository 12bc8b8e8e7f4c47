import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { autoAnswer } from "../model/auto-answer.ts";

export const listAutoAnswers = defineMethod({
  name: "autoAnswer.list",
  summary: "One's own automatic answers, in the order in which they were made.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({ autoAnswers: Type.Array(autoAnswer) }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
