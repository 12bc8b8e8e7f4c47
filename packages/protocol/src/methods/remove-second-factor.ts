import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { userId } from "../model/scalars.ts";

export const removeSecondFactor = defineMethod({
  name: "admin.removeSecondFactor",
  summary:
    "Switches off the second factor of somebody who has lost it, and signs out all of the account's devices.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ userId: userId() }),
  result: Type.Object({}),
  errors: ["forbidden", "not_found"],
  rate: { perMinute: 60, burst: 30 },
});
