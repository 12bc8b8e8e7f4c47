import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { userId } from "../model/scalars.ts";
import { password } from "../model/user.ts";

export const resetAnyPassword = defineMethod({
  name: "admin.resetPassword",
  summary: "Gives a user a new password and ends all sessions of that user.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ userId: userId(), password }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
