import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { outboxMail } from "../model/admin.ts";
import { limit } from "../model/scalars.ts";

export const listMails = defineMethod({
  name: "admin.listMails",
  summary:
    "Mails in the outbox folder, the newest first; none where a mail server is set. They hold codes of others, so that somebody has read them is in the audit log.",
  callers: ["admin"],
  // For its entry in the audit log.
  kind: "write",
  params: Type.Object({
    before: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "Only mails whose name comes before this one.",
      }),
    ),
    limit: Type.Optional(limit(limits.outboxMailPageMax, 20)),
  }),
  result: Type.Object({ mails: Type.Array(outboxMail) }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
