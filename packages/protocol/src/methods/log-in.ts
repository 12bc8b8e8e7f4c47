import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { device, signedIn } from "../model/user.ts";

export const logIn = defineMethod({
  name: "account.login",
  summary: "Signs in with a username and password.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    username: Type.String({ minLength: 1, maxLength: limits.usernameCharsMax }),
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    device: Type.Optional(device),
  }),
  result: signedIn,
  errors: ["credentials_invalid"],
  rate: { perMinute: 30, burst: 10 },
});
