import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId } from "../model/scalars.ts";

export const dissolveGroup = defineMethod({
  name: "group.dissolve",
  summary: "Dissolves the caller's group: its members may still read it, and nothing in it changes any more.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ conversation }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
