import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { conversationId, rev, time, userId } from "../model/scalars.ts";

export const memberReplaced = definePush({
  name: "member.replaced",
  kind: "event",
  summary:
    "A member is somebody else from now on, who also wrote what the member wrote before: a guest became part of an account.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: userId("Who did it: the account."),
    at: time("When."),
    userId: userId("Who the member was."),
    byUserId: userId("Who the member is now, and was already where both were members."),
    conversation,
    isClosed: Type.Boolean({
      description:
        "Nobody writes here any more (every member is `locked`): the two have another direct conversation.",
    }),
  }),
});
