import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, seq, time } from "../model/scalars.ts";

export const messageHidden = definePush({
  name: "message.hidden",
  kind: "event",
  summary: "The user hid messages from themselves. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    inConversationId: conversationId("Where the messages are."),
    seqs: Type.Array(seq(), { description: "Numbers of the messages." }),
  }),
});
