import { Type } from "typebox";
import { definePush } from "../define.ts";
import { ownState } from "../model/inbox.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const inboxChanged = definePush({
  name: "inbox.changed",
  kind: "event",
  summary: "What the user keeps of a conversation for themselves has changed. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    inConversationId: conversationId("Of which conversation."),
    own: ownState,
  }),
});
