import { Type } from "typebox";
import { definePush } from "../define.ts";
import { member } from "../model/conversation.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const memberChanged = definePush({
  name: "member.changed",
  kind: "event",
  summary: "A member has another role, name or picture in the group, or may write or not: the whole member.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    member,
  }),
});
