import { sql } from "kysely";
import type {
  RegistrationInvitesReader,
  RegistrationInvitesWriter,
} from "../../engine/ports/store-credentials.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "note",
  "created_by as createdBy",
  "created_at as createdAt",
  "expires_at as expiresAt",
  "uses_left as usesLeft",
  "revoked_at as revokedAt",
] as const;

export function registrationInvitesReader({ build, run }: Statements): RegistrationInvitesReader {
  return {
    list(beforeId, limit) {
      const page = build
        .selectFrom("registration_invites")
        .select(columns)
        .orderBy("id", "desc")
        .limit(limit);
      return run(beforeId === null ? page : page.where("id", "<", beforeId));
    },
    async isOpen(codeDigest, now) {
      const rows = await run(
        build
          .selectFrom("registration_invites")
          .select("id")
          .where("code_digest", "=", codeDigest)
          .where("uses_left", ">", 0)
          .where("revoked_at", "is", null)
          .where("expires_at", ">", now),
      );
      return rows.length > 0;
    },
  };
}

export function registrationInvitesWriter(statements: WritingStatements): RegistrationInvitesWriter {
  const { build, run } = statements;
  return {
    ...registrationInvitesReader(statements),
    async insert({ id, codeDigest, note, createdBy, createdAt, expiresAt, uses }) {
      await run(
        build.insertInto("registration_invites").values({
          ...{ id, note, code_digest: codeDigest, created_by: createdBy, created_at: createdAt },
          ...{ expires_at: expiresAt, uses_left: uses, revoked_at: null },
        }),
      );
    },
    async countOpen(now) {
      const [row] = await run(
        build
          .selectFrom("registration_invites")
          .select(sql<number>`count(*)`.as("count"))
          .where("uses_left", ">", 0)
          .where("revoked_at", "is", null)
          .where("expires_at", ">", now),
      );
      return Number(row?.count ?? 0);
    },
    async takeUse(codeDigest, now) {
      const rows = await run(
        build
          .updateTable("registration_invites")
          .set({ uses_left: sql<number>`uses_left - 1` })
          .where("code_digest", "=", codeDigest)
          .where("uses_left", ">", 0)
          .where("revoked_at", "is", null)
          .where("expires_at", ">", now)
          .returning("id"),
      );
      return rows.length === 1;
    },
    async revoke(id, now) {
      const [row] = await run(
        build
          .updateTable("registration_invites")
          .set({ revoked_at: sql<number>`coalesce(revoked_at, ${sql.lit(now)})` })
          .where("id", "=", id)
          .returning(columns),
      );
      return row ?? null;
    },
  };
}
