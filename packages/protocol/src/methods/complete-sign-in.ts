import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { signInRequestId, signInSecret } from "../model/sign-in.ts";
import { signedIn } from "../model/user.ts";

export const completeSignIn = defineMethod({
  name: "signIn.complete",
  summary:
    "Tells the device that asked what became of its request; once it is approved, signs it in, and only once.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ id: signInRequestId, secret: signInSecret }),
  result: Type.Object({
    status: Type.Union([Type.Literal("pending"), Type.Literal("refused"), Type.Literal("signedIn")]),
    signedIn: Type.Optional(signedIn),
  }),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 60 },
});
