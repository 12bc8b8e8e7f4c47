import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { notificationLevel, ownState } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const setLevel = defineMethod({
  name: "inbox.setLevel",
  summary: "Sets what a conversation notifies the caller of.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), level: notificationLevel }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
