import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { member } from "../model/conversation.ts";
import { conversationId, time, userId } from "../model/scalars.ts";

export const muteMember = defineMethod({
  name: "member.mute",
  summary: "Lets a member not write until a time, or again.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    userId: userId(),
    until: Type.Union([time("Until when."), Type.Null()], { description: "Null: may write again." }),
  }),
  result: Type.Object({ member }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
