import { Type } from "typebox";
import { definePush } from "../define.ts";
import { conversation } from "../model/conversation.ts";
import { groupChanges, groupSettings } from "../model/group.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const conversationUpdated = definePush({
  name: "conversation.updated",
  kind: "event",
  summary: "A group is called, looks, says of itself or allows something else than before, or is closed.",
  body: Type.Object({
    conversationId: conversationId(),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    conversation,
    changes: Type.Object({
      description: Type.Optional(groupChanges.description),
      announcement: Type.Optional(groupChanges.announcement),
      number: Type.Optional(groupChanges.number),
      category: Type.Optional(groupChanges.category),
      settings: Type.Optional(groupSettings),
      isGone: Type.Optional(
        Type.Literal(true, {
          description: "Nobody is in it any more: the last event of it that anybody is told.",
        }),
      ),
    }),
  }),
});
