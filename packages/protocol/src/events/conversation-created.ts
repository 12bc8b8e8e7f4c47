import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId, rev, time, userId } from "../model/scalars.ts";

export const conversationCreated = definePush({
  name: "conversation.created",
  kind: "event",
  summary: "A conversation was opened; the first event of its log.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: userId("Who opened it."),
    at: time("When."),
    conversation,
    memberIds: Type.Array(userId(), {
      description: "Up to 100 of its first members; `member.list` has all.",
    }),
  }),
});
