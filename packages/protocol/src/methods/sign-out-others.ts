import { Type } from "typebox";
import { defineMethod } from "../define.ts";

export const signOutOthers = defineMethod({
  name: "device.signOutOthers",
  summary: "Ends every session of the caller but this one.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({}),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 30, burst: 10 },
});
