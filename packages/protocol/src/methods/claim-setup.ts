import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { device, nickname, password, signedIn, username } from "../model/user.ts";

export const claimSetup = defineMethod({
  name: "setup.claim",
  summary: "Makes the first administrator with the one-time code printed at the first start.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    code: Type.String({ minLength: 1, maxLength: 64 }),
    username,
    password,
    nickname: Type.Optional(nickname),
    device: Type.Optional(device),
  }),
  result: signedIn,
  errors: ["not_found", "username_taken"],
  rate: { perMinute: 10, burst: 5 },
});
