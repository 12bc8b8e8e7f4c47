import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { messageExtras } from "./message-extras.ts";
import { messageId, rev, seq, time } from "./scalars.ts";

export const textContent = Type.Object({
  type: Type.Literal("text"),
  text: Type.String({ minLength: 1, maxLength: limits.textCharsMax, pattern: "\\S" }),
});
export type TextContent = Static<typeof textContent>;

/** What a person can send. Every kind is one member of this union, told apart by `type`. */
export const content = textContent;
export type Content = Static<typeof content>;

/** What only the server says, by sender 0: clients show it in the middle, in the reader's language. */
export const noticeContent = Type.Object({
  type: Type.Literal("notice"),
  notice: Type.Union([Type.Literal("contacts_made")], { description: "What happened." }),
  text: Type.String({ description: "In English, for clients that do not know the notice." }),
});
export type NoticeContent = Static<typeof noticeContent>;

/** A text as it is read: an answer that the server gave in somebody's name says so. */
export const readTextContent = Type.Object({
  ...textContent.properties,
  isAutomatic: Type.Optional(Type.Boolean({ description: "The server sent it in the sender's name." })),
});

/** What a message may hold when it is read. */
export const messageContent = Type.Union([readTextContent, noticeContent]);
export type MessageContent = Static<typeof messageContent>;

/** Number of the sender; 0 is the system. */
export const senderId = Type.Integer({ minimum: 0, description: "Who sent it; 0 is the system." });

/** A message as history shows it. A recalled one keeps its number and loses its content. */
export const message = Type.Object({
  id: messageId(),
  seq: seq(),
  rev: rev("The event that brought the message."),
  senderId,
  sentAt: time("When the server took it."),
  content: Type.Union([readTextContent, noticeContent, Type.Null()], { description: "Null when recalled." }),
  recalledAt: Type.Optional(time("Present when recalled.")),
  isHidden: Type.Optional(Type.Boolean({ description: "The reader hid it: `content` is null." })),
  ...messageExtras,
});
export type Message = Static<typeof message>;
