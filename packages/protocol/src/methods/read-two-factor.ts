import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { count, time } from "../model/scalars.ts";

export const readTwoFactor = defineMethod({
  name: "twoFactor.status",
  summary: "Whether the caller's second factor is on.",
  callers: ["user", "admin"],
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({
    isOn: Type.Boolean(),
    since: Type.Optional(time("Since when it is on.")),
    recoveryCodesLeft: count("Recovery codes that were not used."),
  }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
