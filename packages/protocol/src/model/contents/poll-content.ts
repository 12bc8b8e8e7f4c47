import { type Static, Type } from "typebox";
import { limits } from "../../limits.ts";
import { count, time } from "../scalars.ts";

export const pollContent = Type.Object({
  type: Type.Literal("poll"),
  question: Type.String({ minLength: 1, maxLength: limits.pollQuestionCharsMax, pattern: "\\S" }),
  options: Type.Array(Type.String({ minLength: 1, maxLength: limits.pollOptionCharsMax, pattern: "\\S" }), {
    minItems: limits.pollOptionsMin,
    maxItems: limits.pollOptionsMax,
  }),
  isAnonymous: Type.Optional(Type.Boolean({ description: "Nobody learns who chose what." })),
  isMultiple: Type.Optional(Type.Boolean({ description: "One may choose several options." })),
  closesAt: Type.Optional(time("When it closes by itself.")),
});

/** How a poll stands. */
export const pollResult = Type.Object({
  votes: Type.Array(count("Who chose it."), { description: "Of each option how many." }),
  voterCount: count("How many voted."),
  closedAt: Type.Optional(time("When it was closed, where somebody did so.")),
});
export type PollResult = Static<typeof pollResult>;

/** An option by its place, from 0. */
export const pollOption = Type.Integer({ minimum: 0, maximum: limits.pollOptionsMax - 1 });
export const pollChoice = Type.Array(pollOption, {
  maxItems: limits.pollOptionsMax,
  description: "Which options, by their places from 0; none takes the vote back.",
});
