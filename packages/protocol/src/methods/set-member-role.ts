import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { member } from "../model/conversation.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const setMemberRole = defineMethod({
  name: "member.setRole",
  summary: "Makes a member an admin, or an admin a member; the owner does.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    userId: userId(),
    role: Type.Union([Type.Literal("admin"), Type.Literal("member")]),
  }),
  result: Type.Object({ member }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
