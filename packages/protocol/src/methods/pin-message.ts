import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const pinMessage = defineMethod({
  name: "message.pin",
  summary: "Pins a message in its conversation, for everybody.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden", "not_accepted", "limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
