import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { signInRequestId } from "../model/sign-in.ts";

export const refuseSignIn = defineMethod({
  name: "signIn.refuse",
  summary: "Turns the request down.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({ id: signInRequestId }),
  result: Type.Object({}),
  errors: ["not_found"],
  rate: { perMinute: 30, burst: 20 },
});
