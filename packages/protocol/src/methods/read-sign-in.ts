import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { time } from "../model/scalars.ts";
import { signInRequestId } from "../model/sign-in.ts";
import { device } from "../model/user.ts";

export const readSignIn = defineMethod({
  name: "signIn.read",
  summary: "What a scanned request asks for: to be shown before it is approved.",
  callers: ["user", "admin"],
  kind: "read",
  params: Type.Object({ id: signInRequestId }),
  result: Type.Object({
    device: Type.Union([device, Type.Null()], { description: "As it describes itself." }),
    address: Type.String({ description: "Where it asks from; empty when unknown." }),
    requestedAt: time("When it asked."),
    expiresAt: time("Until when it can be approved."),
  }),
  errors: ["not_found"],
  rate: { perMinute: 30, burst: 20 },
});
