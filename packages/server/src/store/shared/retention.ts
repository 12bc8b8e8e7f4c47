import type { RetentionReader, RetentionWriter } from "../../engine/ports/store-retention.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = ["id as conversationId", "purged_seq as purgedSeq", "retention_ms as retentionMs"] as const;

export function retentionReader({ build, run }: Statements): RetentionReader {
  return {
    page: (afterConversationId, limit, isOwn) =>
      run(
        build
          .selectFrom("conversations")
          .select(columns)
          .where("id", ">", afterConversationId)
          .whereRef("last_seq", ">", "purged_seq")
          .$if(isOwn, (conversations) => conversations.where("retention_ms", "is not", null))
          .orderBy("id")
          .limit(limit),
      ),
    async find(conversationId) {
      const [row] = await run(
        build.selectFrom("conversations").select(columns).where("id", "=", conversationId),
      );
      return row ?? null;
    },
  };
}

export function retentionWriter(statements: WritingStatements): RetentionWriter {
  const { build, run, changeMark } = statements;
  return {
    ...retentionReader(statements),
    async purge(conversationId, { rev, seq }) {
      await run(
        build
          .updateTable("conversations")
          .set({ purged_rev: rev, purged_seq: seq, changed: changeMark })
          .where("id", "=", conversationId),
      );
    },
  };
}
