import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { ownState } from "../model/inbox.ts";
import { conversationId, time } from "../model/scalars.ts";

export const muteConversation = defineMethod({
  name: "inbox.mute",
  summary: "Keeps a conversation from notifying the caller, until a time or for ever.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    until: Type.Optional(time("Until then; left out: for ever.")),
  }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
