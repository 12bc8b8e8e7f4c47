import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { email, emailCode, inviteCode } from "../model/credentials.ts";
import { device, nickname, password, signedIn, username } from "../model/user.ts";

export const upgradeGuest = defineMethod({
  name: "guest.upgrade",
  summary:
    "Makes the calling guest an account that keeps its id, conversations and contacts. Ends its sessions and answers a new one.",
  callers: ["guest"],
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
  errors: ["unauthenticated", "username_taken", "forbidden", "code_invalid", "conflict"],
  rate: { perMinute: 20, burst: 10 },
});
