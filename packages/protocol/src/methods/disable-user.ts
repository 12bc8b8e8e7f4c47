import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminUser } from "../model/admin.ts";
import { userId } from "../model/scalars.ts";

export const disableUser = defineMethod({
  name: "admin.disableUser",
  summary: "Ends every session of a user and lets nobody sign in to the account until it is enabled again.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ userId: userId() }),
  result: Type.Object({ user: adminUser }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
