import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { oidcAnswer } from "../model/oidc.ts";
import { device, signedIn } from "../model/user.ts";

export const completeOidc = defineMethod({
  name: "oidc.complete",
  summary: "Signs in who has signed in at the OpenID provider; makes an account for who has none.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ ...oidcAnswer, device: Type.Optional(device) }),
  result: signedIn,
  errors: ["code_invalid", "credentials_invalid", "forbidden", "conflict", "username_taken"],
  rate: { perMinute: 30, burst: 20 },
});
