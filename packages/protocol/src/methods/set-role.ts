import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminUser, assignableRole } from "../model/admin.ts";
import { userId } from "../model/scalars.ts";

export const setRole = defineMethod({
  name: "admin.setRole",
  summary:
    "Makes somebody else a user, a bot or an administrator, and ends all sessions of that user. Not for guests.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ userId: userId(), role: assignableRole }),
  result: Type.Object({ user: adminUser }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
