import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminUser } from "../model/admin.ts";
import { signedInDevice } from "../model/device.ts";
import { userId } from "../model/scalars.ts";

export const getAnyUser = defineMethod({
  name: "admin.getUser",
  summary: "One account with its devices.",
  callers: ["admin"],
  kind: "read",
  params: Type.Object({ userId: userId() }),
  result: Type.Object({ user: adminUser, devices: Type.Array(signedInDevice) }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
