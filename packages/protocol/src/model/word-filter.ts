import { Type } from "typebox";
import { limits } from "../limits.ts";

export const wordList = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: limits.filteredWordCharsMax, pattern: "\\S" }), {
    maxItems: limits.filteredWordsMax,
    description,
  });
