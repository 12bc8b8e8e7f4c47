import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminUser } from "../model/admin.ts";
import { userId } from "../model/scalars.ts";

export const enableUser = defineMethod({
  name: "admin.enableUser",
  summary: "Lets a disabled user sign in again.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ userId: userId() }),
  result: Type.Object({ user: adminUser }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
