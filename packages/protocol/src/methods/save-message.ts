import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId, messageId, time } from "../model/scalars.ts";

export const saveMessage = defineMethod({
  name: "message.save",
  summary: "Adds a message to the caller's saved messages.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({ savedAt: time("When it was saved first.") }),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
