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
          .where("rev", "=", rev),
      );
      return stream ?? null;
    },
    async hasIdle(before) {
      return (
        (await run(build.selectFrom("streams").select("rev").where("changed_at", "<", before).limit(1)))
          .length > 0
      );
    },
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
          .where("sender_id", "=", senderId),
      );
      return Number(row?.count ?? 0);
    },
    async insert({ conversationId, rev, messageId, senderId, text }, now) {
      await run(
        build.insertInto("streams").values({
          ...{ conversation_id: conversationId, rev, message_id: messageId, sender_id: senderId },
          ...{ body: text, changed_at: now },
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
    async remove(conversationId, rev) {
      await run(
        build.deleteFrom("streams").where("conversation_id", "=", conversationId).where("rev", "=", rev),
      );
    },
    idle: (before, limit) =>
      run(
        build
          .selectFrom("streams")
          .select(columns)
          .where("changed_at", "<", before)
          .orderBy("conversation_id")
          .limit(limit),
      ),
  };
}
