import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { user, username } from "../model/user.ts";

export const changeUsername = defineMethod({
  name: "account.changeUsername",
  summary: "Gives the caller another username. The earlier one is free for others at once.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({ username }),
  result: Type.Object({ user }),
  errors: ["username_taken"],
  rate: { perMinute: 10, burst: 5 },
});
