import { sql } from "kysely";
import type { CodesReader, CodesWriter } from "../../engine/ports/store-credentials.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function codesReader({ build, run }: Statements): CodesReader {
  return {
    async isOpen({ purpose, addressKey }, now) {
      const rows = await run(
        build
          .selectFrom("codes")
          .select("tries_left")
          .where("purpose", "=", purpose)
          .where("address_key", "=", addressKey)
          .where("tries_left", ">", 0)
          .where("expires_at", ">", now),
      );
      return rows.length > 0;
    },
  };
}

export function codesWriter(statements: WritingStatements): CodesWriter {
  const { build, run } = statements;
  return {
    ...codesReader(statements),
    async put({ purpose, addressKey, digest, tries, sentAt, expiresAt }) {
      const code = { code_digest: digest, tries_left: tries, sent_at: sentAt, expires_at: expiresAt };
      await run(
        build
          .insertInto("codes")
          .values({ purpose, address_key: addressKey, ...code })
          .onConflict((conflict) => conflict.columns(["purpose", "address_key"]).doUpdateSet(code)),
      );
    },
    async takeTry({ purpose, addressKey }, now) {
      // The update itself decides: of many at once each finds one try less.
      const [row] = await run(
        build
          .updateTable("codes")
          .set({ tries_left: sql<number>`tries_left - 1` })
          .where("purpose", "=", purpose)
          .where("address_key", "=", addressKey)
          .where("tries_left", ">", 0)
          .where("expires_at", ">", now)
          .returning("code_digest"),
      );
      return row?.code_digest ?? null;
    },
    async remove({ purpose, addressKey }) {
      await run(
        build.deleteFrom("codes").where("purpose", "=", purpose).where("address_key", "=", addressKey),
      );
    },
    async removeEnded(before, limit) {
      const ended = await run(
        build
          .selectFrom("codes")
          .select(["purpose", "address_key"])
          .where("expires_at", "<=", before)
          .orderBy("expires_at")
          .limit(limit),
      );
      for (const { purpose, address_key } of ended) {
        await run(
          build
            .deleteFrom("codes")
            .where("purpose", "=", purpose)
            .where("address_key", "=", address_key)
            // Perhaps another was sent meanwhile.
            .where("expires_at", "<=", before),
        );
      }
      return ended.length;
    },
  };
}
