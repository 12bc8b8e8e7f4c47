/** A message that waits to be sent. */
import { type Static, Type } from "typebox";
import { content } from "./content.ts";
import { requestedExtras } from "./message-extras.ts";
import { conversationId, messageId, time } from "./scalars.ts";

export const scheduledMessage = Type.Object({
  conversationId: conversationId("Where it will be sent."),
  id: messageId("Id the message will have."),
  content,
  ...requestedExtras,
  sendAt: time("When it is sent."),
  createdAt: time("When it was scheduled."),
  failedAt: Type.Optional(time("When it could not be sent.")),
  errorCode: Type.Optional(
    Type.String({
      description:
        "Code of the error for which it was not sent, such as `forbidden`. It stays until it is edited or cancelled.",
    }),
  ),
});
export type ScheduledMessage = Static<typeof scheduledMessage>;
