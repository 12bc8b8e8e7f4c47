import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId } from "../model/scalars.ts";

export const lockGroup = defineMethod({
  name: "group.lock",
  summary: "Locks a group, so that nobody writes, or opens it again.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), isLocked: Type.Boolean() }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
