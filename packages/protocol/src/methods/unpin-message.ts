import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const unpinMessage = defineMethod({
  name: "message.unpin",
  summary: "Takes a message from those pinned in its conversation.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden", "not_accepted"],
  rate: { perMinute: 60, burst: 30 },
});
