import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId } from "../model/scalars.ts";

export const signalTyping = defineMethod({
  name: "signal.typing",
  summary: "Tells the others of a conversation that the caller is typing; lossy.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({}),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 30 },
});
