import { Type } from "typebox";
import { limits } from "../limits.ts";

/** A language as a BCP 47 tag. */
export const languageTag = Type.String({
  minLength: 2,
  maxLength: limits.languageTagCharsMax,
  pattern: "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$",
  description: "Tag of a language, such as `en` or `zh-CN`.",
});
