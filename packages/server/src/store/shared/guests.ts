import type { GuestsReader, GuestsWriter } from "../../engine/ports/store-guests.ts";
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
  return {
    ...guestsReader(statements),
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
