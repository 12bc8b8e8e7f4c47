import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { forwardTitle } from "../model/contents/forward-content.ts";
import { conversationId, messageId, rev, seq, time } from "../model/scalars.ts";

const count = { minItems: 1, maxItems: limits.messagesPerForwardMax };

export const forwardMessages = defineMethod({
  name: "message.forward",
  summary: "Sends messages that the caller sees once more, elsewhere: one by one, or several as one.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId("Where they are."),
    ids: Type.Array(messageId("Which messages."), {
      ...count,
      description: "In the order in which they are sent.",
    }),
    toConversationId: conversationId("Where they are sent."),
    newIds: Type.Array(messageId("Of a message that comes of it."), {
      ...count,
      description: "One for each; of several as one, one.",
    }),
    isMerged: Type.Optional(Type.Boolean({ description: "All of them as one." })),
    title: Type.Optional(forwardTitle),
  }),
  result: Type.Object({
    sent: Type.Array(
      Type.Object({ id: messageId(), rev: rev(), seq: seq(), sentAt: time("When the server took it.") }),
      { description: "The messages that came of it, in order." },
    ),
  }),
  errors: ["not_found", "forbidden", "not_accepted", "conflict", "limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
