import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { message } from "./message.ts";
import { conversationId, id, messageId, time, userId } from "./scalars.ts";

export const complaintId = (description = "Number of the complaint.") => id(description);

/** A message by its place. */
export const messageReference = Type.Object({ conversationId: conversationId(), id: messageId() });
export type MessageReference = Static<typeof messageReference>;

/** What a complaint is about. */
export const complaintTarget = Type.Union([
  Type.Object({ kind: Type.Literal("user"), userId: userId() }),
  Type.Object({ kind: Type.Literal("group"), conversationId: conversationId() }),
  Type.Object({ kind: Type.Literal("message"), conversationId: conversationId(), id: messageId() }),
]);
export type ComplaintTarget = Static<typeof complaintTarget>;

export const complaintReason = Type.String({
  minLength: 1,
  maxLength: limits.complaintReasonCharsMax,
  pattern: "\\S",
  description: "In a few words, as the client offers them to choose.",
});

export const complaintText = Type.String({
  minLength: 1,
  maxLength: limits.complaintTextCharsMax,
  pattern: "\\S",
});

export const complaintStatus = Type.Union([
  Type.Literal("open"),
  Type.Literal("assigned"),
  Type.Literal("answered"),
  Type.Literal("closed"),
  Type.Literal("withdrawn"),
]);
export type ComplaintStatus = Static<typeof complaintStatus>;

/** A message that a complaint quotes, looked up by the server each time: recalled, it shows nothing. */
export const complaintQuote = Type.Object({ conversationId: conversationId(), message });
export type ComplaintQuote = Static<typeof complaintQuote>;

/** A complaint as who made it sees it. */
export const complaint = Type.Object({
  id: complaintId(),
  target: complaintTarget,
  reason: complaintReason,
  text: Type.Union([Type.String(), Type.Null()]),
  images: Type.Array(Type.String(), { description: "Addresses of pictures." }),
  quotes: Type.Array(messageReference, { description: "The messages it quotes, by their places." }),
  status: complaintStatus,
  answer: Type.Union([Type.String(), Type.Null()], { description: "What an administrator answered." }),
  createdAt: time("When it was made."),
  changedAt: time("When its status changed last."),
});
export type Complaint = Static<typeof complaint>;

/** A complaint as administrators see it. */
export const adminComplaint = Type.Object({
  ...complaint.properties,
  userId: Type.Integer({ minimum: 0, description: "Who complains; 0 is the word filter." }),
  assigneeId: Type.Union([userId("Which administrator takes care of it."), Type.Null()]),
});
export type AdminComplaint = Static<typeof adminComplaint>;
