import type { ReadOperation } from "../operation.ts";

const standardLimit = 50;

export const listAudit: ReadOperation<"admin.listAudit"> = {
  kind: "read",
  async run({ reader }, _actor, args) {
    const entries = await reader.audit.list({
      actorId: args.actorId ?? null,
      action: args.action ?? null,
      targetKind: args.targetKind ?? null,
      targetId: args.targetId ?? null,
      beforeId: args.beforeId ?? null,
      limit: args.limit ?? standardLimit,
    });
    return { entries };
  },
};
