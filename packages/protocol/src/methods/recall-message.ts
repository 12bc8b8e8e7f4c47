import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId, messageId, rev } from "../model/scalars.ts";

export const recallMessage = defineMethod({
  name: "message.recall",
  summary: "Takes a message back for everyone: its content is erased everywhere, its number stays.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({ rev: rev("The event that recalled it.") }),
  errors: ["not_found", "forbidden", "window_passed"],
  rate: { perMinute: 120, burst: 60 },
});
