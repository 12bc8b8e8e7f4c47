import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { signInRequestId } from "../model/sign-in.ts";

export const approveSignIn = defineMethod({
  name: "signIn.approve",
  summary: "Lets the device of the request sign in as the caller.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({ id: signInRequestId }),
  result: Type.Object({}),
  errors: ["not_found"],
  rate: { perMinute: 30, burst: 20 },
});
