import type {
  DueMessage,
  DueMessagesReader,
  DueMessagesWriter,
} from "../../engine/ports/store-auto-answers.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "conversation_id as conversationId",
  "sender_id as senderId",
  "body",
  "due_at as dueAt",
] as const;

export function dueMessagesReader({ build, run }: Statements): DueMessagesReader {
  return {
    async hasDue(now) {
      const due = build.selectFrom("due_messages").select("id").where("due_at", "<=", now).limit(1);
      return (await run(due)).length > 0;
    },
  };
}

export function dueMessagesWriter(statements: WritingStatements): DueMessagesWriter {
  const { build, run } = statements;
  return {
    ...dueMessagesReader(statements),
    async insert({ id, conversationId, senderId, body, dueAt }) {
      await run(
        build
          .insertInto("due_messages")
          .values({ id, conversation_id: conversationId, sender_id: senderId, body, due_at: dueAt }),
      );
    },
    async take(now, limit) {
      const due = build
        .selectFrom("due_messages")
        .select("id")
        .where("due_at", "<=", now)
        .orderBy("due_at")
        .orderBy("id")
        .limit(limit);
      const taken = await run(build.deleteFrom("due_messages").where("id", "in", due).returning(columns));
      return taken.toSorted(
        (left, right) => left.dueAt - right.dueAt || left.id.localeCompare(right.id),
      ) as DueMessage[];
    },
  };
}
