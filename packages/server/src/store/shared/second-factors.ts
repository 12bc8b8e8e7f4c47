import { sql } from "kysely";
import type {
  SecondFactorsReader,
  SecondFactorsWriter,
  StoredSecondFactor,
} from "../../engine/ports/store-second-factors.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = ["secret", "recovery_digests", "last_step", "confirmed_at"] as const;

interface FactorRow {
  readonly secret: string;
  readonly recovery_digests: string;
  readonly last_step: number;
  readonly confirmed_at: number | null;
}

export function secondFactorsReader({ build, run }: Statements): SecondFactorsReader {
  return {
    async find(userId) {
      const [row] = await run(
        build.selectFrom("second_factors").select(columns).where("user_id", "=", userId),
      );
      return row === undefined ? null : factor(row);
    },
  };
}

export function secondFactorsWriter(statements: WritingStatements): SecondFactorsWriter {
  const { build, run } = statements;
  return {
    ...secondFactorsReader(statements),
    async begin(userId, sealedSecret) {
      const fresh = { secret: sealedSecret, recovery_digests: "[]", last_step: 0, confirmed_at: null };
      const rows = await run(
        build
          .insertInto("second_factors")
          .values({ user_id: userId, ...fresh })
          // The tries stay what they are: beginning again gives nobody more of them.
          .onConflict((conflict) =>
            conflict.column("user_id").doUpdateSet(fresh).where("second_factors.confirmed_at", "is", null),
          )
          .returning("user_id"),
      );
      return rows.length === 1;
    },
    async takeTry(userId, { triesMax, windowMs }, now) {
      // The update itself decides: of many at once each finds one try less.
      const [taken] = await run(
        build
          .updateTable("second_factors")
          .set({
            tries_left: sql<number>`case when tries_until <= ${now} then ${triesMax - 1} else tries_left - 1 end`,
            tries_until: sql<number>`case when tries_until <= ${now} then ${now + windowMs} else tries_until end`,
          })
          .where("user_id", "=", userId)
          .where((where) => where.or([where("tries_until", "<=", now), where("tries_left", ">", 0)]))
          .returning([...columns, "tries_left"]),
      );
      if (taken !== undefined) {
        return { status: "taken", factor: factor(taken), triesLeft: taken.tries_left };
      }
      const [row] = await run(
        build.selectFrom("second_factors").select("tries_until").where("user_id", "=", userId),
      );
      return row === undefined ? null : { status: "exhausted", until: row.tries_until };
    },
    async put(userId, { recoveryDigests, lastStep, confirmedAt }) {
      await run(
        build
          .updateTable("second_factors")
          .set({
            ...{ recovery_digests: JSON.stringify(recoveryDigests), last_step: lastStep },
            ...{ confirmed_at: confirmedAt, tries_left: 0, tries_until: 0 },
          })
          .where("user_id", "=", userId),
      );
    },
    async remove(userId) {
      const rows = await run(
        build.deleteFrom("second_factors").where("user_id", "=", userId).returning("user_id"),
      );
      return rows.length === 1;
    },
  };
}

function factor({ secret, recovery_digests, last_step, confirmed_at }: FactorRow): StoredSecondFactor {
  return {
    sealedSecret: secret,
    recoveryDigests: JSON.parse(recovery_digests) as string[],
    lastStep: last_step,
    confirmedAt: confirmed_at,
  };
}
