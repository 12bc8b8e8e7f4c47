import { type Static, Type } from "typebox";
import { limits } from "../../limits.ts";
import { userId } from "../scalars.ts";

/** The text by which somebody is mentioned, in UTF-16 units as JavaScript counts. */
const mentionEntity = Type.Object({
  type: Type.Literal("mention"),
  start: Type.Integer({ minimum: 0, maximum: limits.textCharsMax }),
  length: Type.Integer({ minimum: 1, maximum: limits.textCharsMax }),
  userId: userId("One of the message's `mentions`."),
});

export const textContent = Type.Object({
  type: Type.Literal("text"),
  text: Type.String({ minLength: 1, maxLength: limits.textCharsMax, pattern: "\\S" }),
  format: Type.Optional(
    Type.Literal("markdown", {
      description: "Clients show what its marks mean; without it, the text as it is.",
    }),
  ),
  entities: Type.Optional(
    Type.Array(mentionEntity, {
      minItems: 1,
      maxItems: limits.mentionsMax,
      description: "Parts of the text that mean more, in order and apart from each other.",
    }),
  ),
});
export type TextContent = Static<typeof textContent>;

/** A text as it is read: an answer that the server gave in somebody's name says so. */
export const readTextContent = Type.Object({
  ...textContent.properties,
  isAutomatic: Type.Optional(Type.Boolean({ description: "The server sent it in the sender's name." })),
});
