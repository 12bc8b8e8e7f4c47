import { type Static, Type } from "typebox";
import { limits } from "../../limits.ts";

export const forwardTitle = Type.String({
  minLength: 1,
  maxLength: limits.forwardTitleCharsMax,
  pattern: "\\S",
  description: "What they are together, such as a chat of two people.",
});

/** Several messages as one. What they say is asked for by `message.listForwarded`, so that it ends with them. */
export const forwardContent = Type.Object({
  type: Type.Literal("forward"),
  title: Type.Optional(forwardTitle),
  count: Type.Integer({ minimum: 1, description: "How many." }),
});
export type ForwardContent = Static<typeof forwardContent>;
