import type { AutoAnswer } from "@parley/protocol";
import type { AutoAnswersReader, AutoAnswersWriter } from "../../engine/ports/store-auto-answers.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = ["id", "question", "answer", "is_enabled as isEnabled", "created_at as createdAt"] as const;

export function autoAnswersReader({ build, run }: Statements): AutoAnswersReader {
  return {
    async list(userId) {
      const own = build.selectFrom("auto_answers").select(columns).where("user_id", "=", userId);
      return (await run(own.orderBy("id"))).map(stored);
    },
  };
}

export function autoAnswersWriter(statements: WritingStatements): AutoAnswersWriter {
  const { build, run } = statements;
  return {
    ...autoAnswersReader(statements),
    async insert(userId, { question, answer, isEnabled, createdAt }) {
      const [row] = await run(
        build
          .insertInto("auto_answers")
          .values({
            ...{ user_id: userId, question, answer },
            ...{ is_enabled: Number(isEnabled), created_at: createdAt },
          })
          .returning(columns),
      );
      if (row === undefined) throw new Error("the inserted answer is not there");
      return stored(row);
    },
    async update(userId, { id, question, answer, isEnabled }) {
      await run(
        build
          .updateTable("auto_answers")
          .set({ question, answer, is_enabled: Number(isEnabled) })
          .where("user_id", "=", userId)
          .where("id", "=", id),
      );
    },
    async remove(userId, autoAnswerId) {
      const removed = build
        .deleteFrom("auto_answers")
        .where("user_id", "=", userId)
        .where("id", "=", autoAnswerId)
        .returning("id");
      return (await run(removed)).length === 1;
    },
  };
}

function stored(row: Omit<AutoAnswer, "isEnabled"> & { readonly isEnabled: number }): AutoAnswer {
  return { ...row, isEnabled: row.isEnabled === 1 };
}
