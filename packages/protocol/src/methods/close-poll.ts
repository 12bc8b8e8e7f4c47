import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { pollResult } from "../model/contents/poll-content.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const closePoll = defineMethod({
  name: "poll.close",
  summary: "Closes a poll: its author, or who administers the group.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({ poll: pollResult }),
  errors: ["not_found", "forbidden", "not_accepted"],
  rate: { perMinute: 60, burst: 30 },
});
