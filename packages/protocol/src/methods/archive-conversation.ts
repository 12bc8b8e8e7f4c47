import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { ownState } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const archiveConversation = defineMethod({
  name: "inbox.archive",
  summary: "Archives a conversation for the caller until its next message, or as long as it is muted.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
