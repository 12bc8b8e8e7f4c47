import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { recoveryCodes, secondFactor } from "../model/second-factor.ts";

export const confirmTwoFactor = defineMethod({
  name: "twoFactor.confirm",
  summary: "Switches the second factor on, with a code of the authenticator; signs out all other devices.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({ code: secondFactor }),
  result: Type.Object({ recoveryCodes }),
  errors: ["code_invalid", "conflict", "not_found"],
  rate: { perMinute: 20, burst: 10 },
});
