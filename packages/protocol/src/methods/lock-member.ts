import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { member } from "../model/conversation.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const lockMember = defineMethod({
  name: "member.lock",
  summary: "Shuts a member out until they are let in again: they see nothing new and do not write.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), userId: userId(), isLocked: Type.Boolean() }),
  result: Type.Object({ member }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
