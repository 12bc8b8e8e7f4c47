import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { secondFactor } from "../model/second-factor.ts";
import { device, signedIn } from "../model/user.ts";

export const logIn = defineMethod({
  name: "account.login",
  summary: "Signs in with a username, an e-mail address or a phone number, and the password.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    username: Type.String({
      minLength: 1,
      maxLength: limits.emailCharsMax,
      description: "Username, e-mail address or phone number of the account.",
    }),
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    secondFactor: Type.Optional(secondFactor),
    device: Type.Optional(device),
  }),
  result: signedIn,
  errors: ["credentials_invalid", "second_factor_needed", "code_invalid"],
  rate: { perMinute: 30, burst: 10 },
});
