/** Statements of texts that are still being written. */
import { sql } from "kysely";
import type { StreamsReader, StreamsWriter } from "../../engine/ports/store-contents.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "conversation_id as conversationId",
  "rev",
  "message_id as messageId",
  "sender_id as senderId",
  "body as text",
] as const;

export function streamsReader({ build, run }: Statements): StreamsReader {
  return {
    async find(conversationId, rev) {
      const [stream] = await run(
        build
          .selectFrom("streams")
          .select(columns)
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .where("ended_rev", "is", null),
      );
      return stream ?? null;
    },
    async hasIdle(before) {
      return (
        (
          await run(
            build
              .selectFrom("streams")
              .select("rev")
              .where("changed_at", "<", before)
              .where("ended_rev", "is", null)
              .limit(1),
          )
        ).length > 0
      );
    },
    idle: (before, limit) =>
      run(
        build
          .selectFrom("streams")
          .select(columns)
          .where("changed_at", "<", before)
          .where("ended_rev", "is", null)
          .orderBy("conversation_id")
          .limit(limit),
      ),
  };
}

export function streamsWriter(statements: WritingStatements): StreamsWriter {
  const { build, run } = statements;
  return {
    ...streamsReader(statements),
    async count(senderId) {
      const [row] = await run(
        build
          .selectFrom("streams")
          .select((count) => count.fn.countAll<number>().as("count"))
          .where("sender_id", "=", senderId)
          .where("ended_rev", "is", null),
      );
      return Number(row?.count ?? 0);
    },
    async insert({ conversationId, rev, messageId, senderId, text }, now) {
      await run(
        build.insertInto("streams").values({
          ...{ conversation_id: conversationId, rev, message_id: messageId, sender_id: senderId },
          ...{ body: text, changed_at: now, ended_rev: null },
        }),
      );
    },
    async append(conversationId, rev, text, now) {
      await run(
        build
          .updateTable("streams")
          .set({ body: sql<string>`body || ${text}`, changed_at: now })
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev),
      );
    },
    async end(conversationId, rev, endedRev) {
      await run(
        build
          .updateTable("streams")
          .set({ body: "", ended_rev: endedRev })
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev),
      );
    },
    async remove(conversationId, rev) {
      const [removed] = await run(
        build
          .deleteFrom("streams")
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .returning("ended_rev"),
      );
      return removed?.ended_rev ?? null;
    },
  };
}
