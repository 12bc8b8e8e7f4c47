import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { auditEntry } from "../model/admin.ts";
import { id, limit, userId } from "../model/scalars.ts";

export const listAudit = defineMethod({
  name: "admin.listAudit",
  summary: "What administrators did, the newest first.",
  callers: ["admin"],
  kind: "read",
  params: Type.Object({
    actorId: Type.Optional(userId("Only what this one did.")),
    action: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: "Only this operation." })),
    targetKind: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    targetId: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    beforeId: Type.Optional(id("Only entries before this one.")),
    limit: Type.Optional(limit(limits.adminPageMax, 50)),
  }),
  result: Type.Object({ entries: Type.Array(auditEntry) }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
