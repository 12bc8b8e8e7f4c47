import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { email, emailCode } from "../model/credentials.ts";
import { password } from "../model/user.ts";

export const resetPassword = defineMethod({
  name: "account.resetPassword",
  summary: "Sets a new password by a code of the purpose `reset`, and signs out every device of the account.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ email, code: emailCode, newPassword: password }),
  result: Type.Object({}),
  errors: ["code_invalid"],
  rate: { perMinute: 20, burst: 10 },
});
