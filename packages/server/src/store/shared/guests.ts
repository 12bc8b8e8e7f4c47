import { sql } from "kysely";
import type { GuestsReader, GuestsWriter } from "../../engine/ports/store-guests.ts";
import { mergingGuests } from "./merging-guests.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function guestsReader({ build, run }: Statements): GuestsReader {
  return {
    async findBySecret(secretDigest) {
      const [row] = await run(
        build
          .selectFrom("users")
          .select(["id as userId", "merged_into as mergedInto"])
          .where("secret_digest", "=", secretDigest),
      );
      return row ?? null;
    },
  };
}

export function guestsWriter(statements: WritingStatements): GuestsWriter {
  const { build, run } = statements;
  // Only guests have a secret. Without the role, of which there is an index too: SQLite would take that, and sort.
  const guests = build
    .selectFrom("users")
    .select("id")
    .where(sql<boolean>`secret_digest is not null and deleted_at is null`);
  return {
    ...guestsReader(statements),
    async becomeUser(userId, { nickname, nicknameKey, sortKey, passwordHash }) {
      const names = { nickname, nickname_key: nicknameKey, sort_key: sortKey };
      await run(
        build
          .updateTable("users")
          .set({ ...names, role: "user", password_hash: passwordHash, secret_digest: null })
          .where("id", "=", userId),
      );
    },
    ...mergingGuests(statements),
    async setMerged(userId, accountId, secretDigest) {
      await run(
        build
          .updateTable("users")
          .set({ merged_into: accountId, secret_digest: secretDigest })
          .where("id", "=", userId),
      );
    },
    async listUnused(activeBefore, limit) {
      const unused = guests.where("last_active_at", "<", activeBefore).orderBy("last_active_at").limit(limit);
      return (await run(unused)).map(({ id }) => id);
    },
    async isUnused(userId, activeBefore) {
      const rows = await run(guests.where("id", "=", userId).where("last_active_at", "<", activeBefore));
      return rows.length > 0;
    },
    async setSecret(userId, secretDigest, language, now) {
      await run(
        build
          .updateTable("users")
          .set({ secret_digest: secretDigest, language, last_active_at: now })
          .where("id", "=", userId),
      );
    },
  };
}
