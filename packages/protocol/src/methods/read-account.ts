import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { account } from "../model/profile.ts";
import { user } from "../model/user.ts";

export const readAccount = defineMethod({
  name: "account.me",
  summary: "The signed-in user: as others see it, and the whole account.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({ user, account }),
  errors: ["not_found"],
  rate: { perMinute: 600, burst: 200 },
});
