/** What conversations are found by, and what those who are not in a group see of it (DIR). */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { conversationId, count, uuid } from "./scalars.ts";

export const conversationNumber = Type.String({
  minLength: limits.conversationNumberCharsMin,
  maxLength: limits.conversationNumberCharsMax,
  pattern: "^[a-z0-9](-?[a-z0-9])*$",
  description: "A number or short name that no other conversation has, for telling people where to go.",
});

export const conversationCategory = Type.Integer({
  minimum: 0,
  maximum: limits.conversationCategoryMax,
  description: "What it is about, as clients call it; 0: nothing in particular.",
});

/** By what a conversation is asked for; exactly one of them. */
export const conversationNames = {
  conversationId: Type.Optional(conversationId()),
  number: Type.Optional(conversationNumber),
};

/** Of a conversation what its members may know besides. */
export const conversationDetails = Type.Object({
  uuid: uuid("Its other name, which nobody can guess."),
  number: Type.Union([conversationNumber, Type.Null()]),
  description: Type.Union([Type.String(), Type.Null()]),
  category: conversationCategory,
});
export type ConversationDetails = Static<typeof conversationDetails>;

/** A group as people see it who are not in it. */
export const groupCard = Type.Object({
  conversationId: conversationId(),
  number: Type.Union([conversationNumber, Type.Null()]),
  name: Type.Union([Type.String(), Type.Null()]),
  avatar: Type.Union([Type.String(), Type.Null()]),
  description: Type.Union([Type.String(), Type.Null()]),
  category: conversationCategory,
  memberCount: count("Members at present."),
  join: Type.Union([Type.Literal("closed"), Type.Literal("approval"), Type.Literal("open")]),
  guestsMayJoin: Type.Boolean(),
  isRequested: Type.Optional(
    Type.Literal(true, { description: "The caller's request to be let in waits for an answer." }),
  ),
});
export type GroupCard = Static<typeof groupCard>;
