import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { userId } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listUsers = defineMethod({
  name: "user.list",
  summary: "Public profiles of the given ids; unknown ids are left out.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ userIds: Type.Array(userId(), { minItems: 1, maxItems: limits.userListMax }) }),
  result: Type.Object({ users: Type.Array(user) }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
