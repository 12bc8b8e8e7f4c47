import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { id, time } from "./scalars.ts";

export const autoAnswerId = (description = "Number of the automatic answer.") => id(description);

export const autoQuestion = Type.String({
  minLength: 1,
  maxLength: limits.autoQuestionCharsMax,
  pattern: "[\\p{L}\\p{N}]",
  description:
    "Looked for in what strangers and guests write, without regard to case, width, signs and blanks.",
});

export const autoReply = Type.String({
  minLength: 1,
  maxLength: limits.autoAnswerCharsMax,
  pattern: "\\S",
});

/** A question and the answer that is sent in the user's name. */
export const autoAnswer = Type.Object({
  id: autoAnswerId(),
  question: autoQuestion,
  answer: autoReply,
  isEnabled: Type.Boolean(),
  createdAt: time("When it was made."),
});
export type AutoAnswer = Static<typeof autoAnswer>;
