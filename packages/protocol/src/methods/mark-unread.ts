import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { ownState } from "../model/inbox.ts";
import { conversationId } from "../model/scalars.ts";

export const markUnread = defineMethod({
  name: "inbox.markUnread",
  summary: "Marks a conversation unread until the caller reads or writes in it; moves no read position.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ own: ownState }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
