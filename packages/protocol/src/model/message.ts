import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { messageId, rev, seq, time } from "./scalars.ts";

export const textContent = Type.Object({
  type: Type.Literal("text"),
  text: Type.String({ minLength: 1, maxLength: limits.textCharsMax, pattern: "\\S" }),
});
export type TextContent = Static<typeof textContent>;

/** What a person can send. Every kind is one member of this union, told apart by `type`. */
export const content = textContent;
export type Content = Static<typeof content>;

/** Number of the sender; 0 is the system. */
export const senderId = Type.Integer({ minimum: 0, description: "Who sent it; 0 is the system." });

/** A message as history shows it. A recalled one keeps its number and loses its content. */
export const message = Type.Object({
  id: messageId(),
  seq: seq(),
  rev: rev("The event that brought the message."),
  senderId,
  sentAt: time("When the server took it."),
  content: Type.Union([content, Type.Null()], { description: "Null when recalled." }),
  recalledAt: Type.Optional(time("Present when recalled.")),
});
export type Message = Static<typeof message>;
