import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { ownState } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const unhideConversation = defineMethod({
  name: "inbox.unhide",
  summary: "Puts a conversation back in the caller's list.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
