import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time, userId } from "../model/scalars.ts";

export const memberRemoved = definePush({
  name: "member.removed",
  kind: "event",
  summary: "Somebody is no member any more: the last event of the conversation that they are told.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    userId: userId("Who is out."),
    reason: Type.Union([Type.Literal("left"), Type.Literal("removed")]),
    conversation,
  }),
});
