import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const hideMessage = defineMethod({
  name: "message.hide",
  summary: "Hides messages from the caller alone, on all of their devices.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    ids: Type.Array(messageId("Which messages."), { minItems: 1, maxItems: limits.messagesPerHideMax }),
  }),
  result: Type.Object({}),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
