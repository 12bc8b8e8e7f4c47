import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { secondFactor } from "../model/second-factor.ts";

export const disableTwoFactor = defineMethod({
  name: "twoFactor.disable",
  summary: "Switches the second factor off; signs out all other devices.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    code: secondFactor,
  }),
  result: Type.Object({}),
  errors: ["credentials_invalid", "code_invalid", "not_found"],
  rate: { perMinute: 20, burst: 10 },
});
