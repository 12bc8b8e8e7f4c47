import type { IdentitiesReader, IdentitiesWriter } from "../../engine/ports/store-identities.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function identitiesReader({ build, run }: Statements): IdentitiesReader {
  return {
    async findUser(issuer, subject) {
      const [row] = await run(
        build
          .selectFrom("identities")
          .select("user_id as userId")
          .where("issuer", "=", issuer)
          .where("subject", "=", subject),
      );
      return row?.userId ?? null;
    },
    list: (userId) =>
      run(
        build
          .selectFrom("identities")
          .select(["issuer", "subject", "created_at as linkedAt"])
          .where("user_id", "=", userId)
          .orderBy("issuer"),
      ),
  };
}

export function identitiesWriter(statements: WritingStatements): IdentitiesWriter {
  const { build, run } = statements;
  return {
    ...identitiesReader(statements),
    async insert(userId, { issuer, subject, linkedAt }) {
      const rows = await run(
        build
          .insertInto("identities")
          .values({ issuer, subject, user_id: userId, created_at: linkedAt })
          .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
          .returning("user_id"),
      );
      return rows.length === 1;
    },
    async remove(userId, issuer) {
      const rows = await run(
        build
          .deleteFrom("identities")
          .where("user_id", "=", userId)
          .where("issuer", "=", issuer)
          .returning("subject"),
      );
      return rows.length > 0;
    },
  };
}
