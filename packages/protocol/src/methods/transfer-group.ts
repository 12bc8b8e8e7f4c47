import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId, userId } from "../model/scalars.ts";

export const transferGroup = defineMethod({
  name: "group.transfer",
  summary: "Makes another member the owner; who was it is an admin from then on.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), userId: userId() }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 20, burst: 10 },
});
