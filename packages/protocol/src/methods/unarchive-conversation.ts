import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { ownState } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const unarchiveConversation = defineMethod({
  name: "inbox.unarchive",
  summary: "Takes a conversation out of the caller's archive.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
