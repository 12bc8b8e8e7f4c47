import type { AuditReader, AuditWriter } from "../../engine/ports/store-administration.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function auditReader({ build, run }: Statements): AuditReader {
  return {
    async list({ actorId, action, targetKind, targetId, beforeId, limit }) {
      let entries = build
        .selectFrom("audit_log")
        .select(["id", "actor_id as actorId", "action", "target_kind as targetKind", "target_id as targetId"])
        .select(["details", "address", "at"]);
      if (actorId !== null) entries = entries.where("actor_id", "=", actorId);
      if (action !== null) entries = entries.where("action", "=", action);
      if (targetKind !== null) entries = entries.where("target_kind", "=", targetKind);
      if (targetId !== null) entries = entries.where("target_id", "=", targetId);
      if (beforeId !== null) entries = entries.where("id", "<", beforeId);
      const rows = await run(entries.orderBy("id", "desc").limit(limit));
      return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as Record<string, unknown> }));
    },
  };
}

export function auditWriter(statements: WritingStatements): AuditWriter {
  const { build, run } = statements;
  return {
    ...auditReader(statements),
    async append({ actorId, action, targetKind, targetId, details, address, at }) {
      await run(
        build.insertInto("audit_log").values({
          ...{ actor_id: actorId, action, target_kind: targetKind, target_id: targetId },
          ...{ details: JSON.stringify(details), address, at },
        }),
      );
    },
  };
}
