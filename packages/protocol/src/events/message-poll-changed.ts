import { Type } from "typebox";
import { definePush } from "../define.ts";
import { pollResult } from "../model/contents/poll-content.ts";
import { senderId } from "../model/message.ts";
import { conversationId, messageId, rev, seq, time } from "../model/scalars.ts";

export const messagePollChanged = definePush({
  name: "message.pollChanged",
  kind: "event",
  summary: "Somebody voted in a poll, or it was closed.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    seq: seq("Number of the message."),
    id: messageId("Which message."),
    actorId: senderId,
    at: time("When."),
    poll: pollResult,
  }),
});
