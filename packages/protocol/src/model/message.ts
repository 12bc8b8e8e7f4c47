import { type Static, Type } from "typebox";
import { messageContentOrNull } from "./content.ts";
import { messageExtras } from "./message-extras.ts";
import { messageId, rev, seq, time } from "./scalars.ts";

/** Number of the sender; 0 is the system. */
export const senderId = Type.Integer({ minimum: 0, description: "Who sent it; 0 is the system." });

/** A message as history shows it. A recalled one keeps its number and loses its content. */
export const message = Type.Object({
  id: messageId(),
  seq: seq(),
  rev: rev("The event that brought the message."),
  senderId,
  sentAt: time("When the server took it."),
  content: messageContentOrNull,
  recalledAt: Type.Optional(time("Present when recalled.")),
  isHidden: Type.Optional(Type.Boolean({ description: "The reader hid it: `content` is null." })),
  ...messageExtras,
});
export type Message = Static<typeof message>;
