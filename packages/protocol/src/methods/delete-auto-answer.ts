import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { autoAnswerId } from "../model/auto-answer.ts";

export const deleteAutoAnswer = defineMethod({
  name: "autoAnswer.delete",
  summary: "Deletes an automatic answer.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ autoAnswerId: autoAnswerId() }),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
