import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";

/** What people who are no contacts may write: nothing, one message until there is an answer, or anything. */
export const messageAllowance = Type.Union([
  Type.Literal("none"),
  Type.Literal("one"),
  Type.Literal("unlimited"),
]);

const messageRule = Type.Object({
  messages: messageAllowance,
  needsFollow: Type.Boolean({ description: "Whether only followers may write." }),
});

/** The section `contact`: who may reach a user, and how one becomes a contact. */
export const contactSettings = Type.Object({
  guests: messageRule,
  strangers: messageRule,
  addBy: Type.Union([
    Type.Literal("anyone"),
    Type.Literal("approval"),
    Type.Literal("question"),
    Type.Literal("nobody"),
  ]),
  question: Type.Optional(Type.String({ minLength: 1, maxLength: limits.contactQuestionCharsMax })),
  answer: Type.Optional(Type.String({ minLength: 1, maxLength: limits.contactAnswerCharsMax })),
});
export type ContactSettings = Static<typeof contactSettings>;
