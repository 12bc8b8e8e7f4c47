import type { OutboxMail } from "@parley/protocol";
import { adminOperation } from "./admin-operation.ts";

const standardLimit = 20;

export const listMails = adminOperation<"admin.listMails", OutboxMail[]>("admin.listMails", {
  prepare: ({ ports }, _actor, { before = null, limit = standardLimit }) => ports.outbox.list(before, limit),
  run: async (_context, _actor, { before }, mails) => ({
    result: { mails },
    targetKind: "outbox",
    targetId: before ?? "newest",
    details: { count: mails.length },
  }),
});
