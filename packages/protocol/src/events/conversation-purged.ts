import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, seq, time } from "../model/scalars.ts";

export const conversationPurged = definePush({
  name: "conversation.purged",
  kind: "event",
  summary: "The oldest messages of a conversation were erased because they are not kept longer.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    throughSeq: seq("The newest message that is gone. All of them up to it count as read."),
  }),
});
