import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const accountChanged = definePush({
  name: "account.changed",
  kind: "event",
  summary: "The user's own account is called or reached otherwise now. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    username: Type.String(),
    email: Type.Union([Type.String(), Type.Null()]),
  }),
});
