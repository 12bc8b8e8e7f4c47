/** Statements of texts not sent. */
import { sql } from "kysely";
import type { DraftsReader, DraftsWriter } from "../../engine/ports/store-inbox.ts";
import { currentDraft } from "./inbox-marks.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function draftsReader({ build, run }: Statements): DraftsReader {
  return {
    async find(conversationId, userId) {
      const [row] = await run(
        build
          .selectFrom("members as m")
          .innerJoin("conversations as c", "c.id", "m.conversation_id")
          .select(sql.raw<string | null>(currentDraft).as("draft"))
          .where("m.conversation_id", "=", conversationId)
          .where("m.user_id", "=", userId),
      );
      return row?.draft == null ? null : JSON.parse(row.draft);
    },
  };
}

export function draftsWriter(statements: WritingStatements): DraftsWriter {
  const { build, run, changeMark } = statements;
  return {
    ...draftsReader(statements),
    async set(conversationId, userId, draft) {
      await run(
        build
          .updateTable("members")
          .set({
            draft: draft === null ? null : JSON.stringify(draft),
            draft_seq: sql<number>`(select last_seq from conversations where id = ${conversationId})`,
            changed: changeMark,
          })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
  };
}
