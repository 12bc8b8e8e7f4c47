import { Type } from "typebox";
import { definePush } from "../define.ts";
import { contactRequest } from "../model/contact.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";

export const contactRequestChanged = definePush({
  name: "contact.requestChanged",
  kind: "event",
  summary: "A request to become contacts, from or to the user, was made or answered. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    request: contactRequest,
  }),
});
