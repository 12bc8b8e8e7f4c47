import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { secondFactor } from "../model/second-factor.ts";

export const unlinkOidc = defineMethod({
  name: "oidc.unlink",
  summary: "Lets an identity sign in as the caller no more.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    issuer: Type.String({ minLength: 1, maxLength: limits.redirectUriCharsMax }),
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    secondFactor: Type.Optional(secondFactor),
  }),
  result: Type.Object({}),
  errors: ["credentials_invalid", "second_factor_needed", "code_invalid", "not_found"],
  rate: { perMinute: 20, burst: 10 },
});
