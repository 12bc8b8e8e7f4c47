import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { time } from "../model/scalars.ts";
import { signInRequestId, signInSecret } from "../model/sign-in.ts";
import { device } from "../model/user.ts";

export const requestSignIn = defineMethod({
  name: "signIn.request",
  summary:
    "Asks to be signed in by a device that is signed in already: shows a QR code with the id, and then asks `signIn.complete` now and then.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ device: Type.Optional(device) }),
  result: Type.Object({
    id: signInRequestId,
    secret: signInSecret,
    expiresAt: time("Until when it can be approved and completed."),
  }),
  errors: [],
  rate: { perMinute: 30, burst: 20 },
});
