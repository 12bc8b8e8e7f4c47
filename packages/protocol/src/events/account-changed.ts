import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { account } from "../model/profile.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const accountChanged = definePush({
  name: "account.changed",
  kind: "event",
  summary: "The user's own account changed: the whole of it. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    account,
  }),
});
