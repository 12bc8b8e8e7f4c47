import { Type } from "typebox";
import { definePush } from "../define.ts";
import { contact } from "../model/contact.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const contactChanged = definePush({
  name: "contact.changed",
  kind: "event",
  summary: "What the user keeps about another person changed: the whole of it. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    contact,
  }),
});
