import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { pollChoice, pollResult } from "../model/contents/poll-content.ts";
import { conversationId, messageId } from "../model/scalars.ts";

export const votePoll = defineMethod({
  name: "poll.vote",
  summary: "Votes in a poll, in the place of the caller's vote before.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    id: messageId("Which message."),
    choice: pollChoice,
  }),
  result: Type.Object({ poll: pollResult }),
  errors: ["not_found", "forbidden", "not_accepted", "window_passed"],
  rate: { perMinute: 120, burst: 30 },
});
