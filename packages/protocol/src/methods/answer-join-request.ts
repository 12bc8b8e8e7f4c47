import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const answerJoinRequest = defineMethod({
  name: "group.requests.answer",
  summary: "Lets somebody who asked into a group, or not.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    userId: userId("Who asked."),
    answer: Type.Union([Type.Literal("accept"), Type.Literal("refuse")]),
  }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
