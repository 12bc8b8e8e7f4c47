import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { password } from "../model/user.ts";

export const changePassword = defineMethod({
  name: "account.changePassword",
  summary: "Sets another password, and signs out the caller's other devices.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    oldPassword: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    newPassword: password,
  }),
  result: Type.Object({}),
  errors: ["credentials_invalid"],
  rate: { perMinute: 10, burst: 10 },
});
