import { sql } from "kysely";
import type {
  ExpiringMessagesReader,
  ExpiringMessagesWriter,
} from "../../engine/ports/store-expiring-messages.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "conversation_id as conversationId",
  "rev",
  "seq",
  "message_id as id",
  "sender_id as senderId",
  "due_at as dueAt",
  "read_ms as readMs",
] as const;

export function expiringMessagesReader({ build, run }: Statements): ExpiringMessagesReader {
  return {
    async hasDue(now) {
      const due = build.selectFrom("expiring_messages").select("rev").where("due_at", "<=", now).limit(1);
      return (await run(due)).length > 0;
    },
  };
}

export function expiringMessagesWriter(statements: WritingStatements): ExpiringMessagesWriter {
  const { build, run } = statements;
  return {
    ...expiringMessagesReader(statements),
    async insert({ conversationId, rev, seq, id, senderId, dueAt, readMs }) {
      await run(
        build.insertInto("expiring_messages").values({
          ...{ conversation_id: conversationId, rev, seq, message_id: id },
          ...{ sender_id: senderId, due_at: dueAt, read_ms: readMs },
        }),
      );
    },
    async beginRead({ conversationId, userId, firstSeq, seq }, now) {
      await run(
        build
          .updateTable("expiring_messages")
          .set({
            due_at: sql<number>`case when ${now} + read_ms < due_at then ${now} + read_ms else due_at end`,
            read_ms: null,
          })
          .where("conversation_id", "=", conversationId)
          .where("read_ms", "is not", null)
          .where("seq", ">", firstSeq)
          .where("seq", "<=", seq)
          .where("sender_id", "!=", userId),
      );
    },
    async remove(conversationId, rev) {
      await run(
        build
          .deleteFrom("expiring_messages")
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev),
      );
    },
    take: (now, limit) => {
      const due = build
        .selectFrom("expiring_messages")
        .select(["conversation_id", "rev"])
        .where("due_at", "<=", now)
        .orderBy("due_at")
        .limit(limit);
      return run(
        build
          .deleteFrom("expiring_messages")
          .where(sql<boolean>`(conversation_id, rev) in ${due}`)
          .returning(columns),
      );
    },
  };
}
