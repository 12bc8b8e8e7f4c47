import { Type } from "typebox";
import { definePush } from "../define.ts";
import { autoAnswer, autoAnswerId } from "../model/auto-answer.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const autoAnswerChanged = definePush({
  name: "autoAnswer.changed",
  kind: "event",
  summary: "An automatic answer of the user was made, changed or deleted. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    autoAnswerId: autoAnswerId(),
    autoAnswer: Type.Union([autoAnswer, Type.Null()], { description: "Null when deleted." }),
  }),
});
