import { Type } from "typebox";
import { limits } from "../limits.ts";

/** Where the second factor of an account is on, its password signs in only together with one of these. */
export const secondFactor = Type.String({
  minLength: 1,
  maxLength: limits.secondFactorCharsMax,
  description:
    "The 6 digits an authenticator shows, or a recovery code. Spaces, hyphens and letter case do not matter.",
});

export const recoveryCodes = Type.Array(Type.String(), {
  description: "Recovery codes, each good for one time. Told in this answer alone.",
});
