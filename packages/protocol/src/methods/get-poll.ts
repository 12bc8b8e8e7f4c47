import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { pollChoice, pollResult } from "../model/contents/poll-content.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const getPoll = defineMethod({
  name: "poll.get",
  summary: "How a poll stands, and what the caller chose.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ conversationId: conversationId(), id: messageId("Which message.") }),
  result: Type.Object({ poll: pollResult, choice: pollChoice }),
  errors: ["not_found"],
  rate: { perMinute: 600, burst: 120 },
});
