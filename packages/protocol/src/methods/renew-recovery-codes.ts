import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { recoveryCodes, secondFactor } from "../model/second-factor.ts";

export const renewRecoveryCodes = defineMethod({
  name: "twoFactor.renewCodes",
  summary: "Makes new recovery codes; none of the earlier ones holds any more.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    code: secondFactor,
  }),
  result: Type.Object({ recoveryCodes }),
  errors: ["credentials_invalid", "code_invalid", "not_found"],
  rate: { perMinute: 20, burst: 10 },
});
