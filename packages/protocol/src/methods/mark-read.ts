import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { conversationId, count, seq } from "../model/scalars.ts";

export const markRead = defineMethod({
  name: "inbox.markRead",
  summary: "Moves the caller's read position forward; never back, never past the newest message.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), seq: seq("Read up to here.") }),
  result: Type.Object({ readSeq: seq("The position now."), unread: count("Unread now.") }),
  errors: ["not_found"],
  rate: { perMinute: 1200, burst: 300 },
});
