import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { email, emailCode, inviteCode } from "../model/credentials.ts";
import { device, nickname, password, signedIn, username } from "../model/user.ts";

export const registerAccount = defineMethod({
  name: "account.register",
  summary: "Makes an account and signs it in.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    username,
    password,
    nickname: Type.Optional(nickname),
    email: Type.Optional(email),
    code: Type.Optional(emailCode),
    inviteCode: Type.Optional(inviteCode),
    device: Type.Optional(device),
  }),
  result: signedIn,
  errors: ["username_taken", "forbidden", "code_invalid", "conflict"],
  rate: { perMinute: 20, burst: 10 },
});
