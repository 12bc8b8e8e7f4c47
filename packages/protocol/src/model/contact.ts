import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { id, time, userId } from "./scalars.ts";

export const remark = Type.String({
  minLength: 1,
  maxLength: limits.remarkCharsMax,
  pattern: "\\S",
  description: "A name of one's own for somebody; nobody else sees it.",
});

export const tag = Type.String({ minLength: 1, maxLength: limits.tagCharsMax, pattern: "\\S" });

/** What one person keeps about another, as its owner sees it. Everything at its default means: nothing is kept. */
export const contact = Type.Object({
  userId: userId("The other person."),
  isContact: Type.Boolean(),
  isStarred: Type.Boolean(),
  isBlocked: Type.Boolean({ description: "The owner accepts nothing from this person." }),
  isFollowed: Type.Boolean({ description: "The owner follows this person." }),
  canSeeMe: Type.Boolean({ description: "Whether this person may see the owner's moments." }),
  iSee: Type.Boolean({ description: "Whether the owner wants to see this person's moments." }),
  remark: Type.Union([remark, Type.Null()]),
  tags: Type.Array(tag),
  since: Type.Union([time("When they became contacts."), Type.Null()]),
  sortKey: Type.String({
    description:
      "Initial (A-Z, Chinese by pinyin, else #), then the remark, or else the nickname, spelled for sorting; # comes last.",
  }),
});
export type Contact = Static<typeof contact>;

export const contactRequestStatus = Type.Union([
  Type.Literal("pending"),
  Type.Literal("accepted"),
  Type.Literal("refused"),
  Type.Literal("ignored"),
  Type.Literal("withdrawn"),
]);
export type ContactRequestStatus = Static<typeof contactRequestStatus>;

export const requestId = (description = "Number of the request.") => id(description);

export const requestMessage = Type.String({
  minLength: 1,
  maxLength: limits.requestMessageCharsMax,
  pattern: "\\S",
  description: "What the asked person reads with the request.",
});

export const contactRequest = Type.Object({
  id: requestId(),
  fromId: userId("Who asks."),
  toId: userId("Who is asked."),
  message: Type.Union([requestMessage, Type.Null()]),
  status: Type.Union(contactRequestStatus.anyOf, {
    description: "To who asks, an ignored request is a pending one.",
  }),
  createdAt: time("When it was made."),
  answeredAt: Type.Union([time("When it was answered."), Type.Null()]),
});
export type ContactRequest = Static<typeof contactRequest>;
