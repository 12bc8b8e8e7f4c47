import { Type } from "typebox";
import { definePush } from "../define.ts";
import { joinRequest } from "../model/invite.ts";
import { senderId } from "../model/message.ts";
import { conversationId, count, rev, time, userId } from "../model/scalars.ts";

export const groupRequestChanged = definePush({
  name: "group.requestChanged",
  kind: "event",
  summary:
    "Somebody asks to be let into a group of the user's, or does not any more; or the user's own request was answered. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    groupId: conversationId("The group."),
    userId: userId("Who asked."),
    request: Type.Union([joinRequest, Type.Null()], { description: "Null when it does not wait any more." }),
    requestCount: Type.Optional(count("How many wait; told to the owner and admins.")),
    answer: Type.Optional(
      Type.Union([Type.Literal("accept"), Type.Literal("refuse")], { description: "What was answered." }),
    ),
  }),
});
