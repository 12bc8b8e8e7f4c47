import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { email, emailCode } from "../model/credentials.ts";

export const bindEmail = defineMethod({
  name: "account.bindEmail",
  summary:
    "Makes an address, proved by a code of the purpose `bind`, the account's own, in place of an earlier one. The account is proved by its password.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    email,
    code: emailCode,
    password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.passwordCharsMax,
        description: "May be left out by an account that has neither a password nor an address yet.",
      }),
    ),
  }),
  result: Type.Object({}),
  errors: ["code_invalid", "credentials_invalid", "conflict"],
  rate: { perMinute: 20, burst: 10 },
});
