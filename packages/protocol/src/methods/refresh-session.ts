import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { signedIn } from "../model/user.ts";

export const refreshSession = defineMethod({
  name: "account.refresh",
  summary:
    "Trades a refresh token for new tokens. Asked again within 30 s it answers the same refresh token; using an older one ends the session.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ refreshToken: Type.String({ minLength: 1, maxLength: 512 }) }),
  result: signedIn,
  errors: ["credentials_invalid"],
  rate: { perMinute: 60, burst: 30 },
});
