import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";

export const beginTwoFactor = defineMethod({
  name: "twoFactor.begin",
  summary: "Makes the secret of a second factor, which does not hold before `twoFactor.confirm`.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({ password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }) }),
  result: Type.Object({
    secret: Type.String({
      description: "For typing into an authenticator: base32. Told in this answer alone.",
    }),
    uri: Type.String({ description: "The same as an `otpauth:` address, for a QR code." }),
  }),
  errors: ["credentials_invalid", "conflict"],
  rate: { perMinute: 10, burst: 10 },
});
