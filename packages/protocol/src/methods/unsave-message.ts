import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const unsaveMessage = defineMethod({
  name: "message.unsave",
  summary: "Takes a message out of the caller's saved messages.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
