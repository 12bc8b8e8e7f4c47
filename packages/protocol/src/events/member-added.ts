import { Type } from "typebox";
import { definePush } from "../define.ts";
import { limits } from "../limits.ts";
import { conversation, member } from "../model/conversation.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const memberAdded = definePush({
  name: "member.added",
  kind: "event",
  summary: "People came into a group: the first event of it that they are told.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    members: Type.Array(member, {
      maxItems: limits.memberAddMax,
      description: "Who came in; empty where members are hidden.",
    }),
    conversation,
  }),
});
