/** Statements of how far messages have arrived and were read, member by member. */
import { sql } from "kysely";
import type { ReceiptsReader, ReceiptsWriter } from "../../engine/ports/store-inbox.ts";
import { readPosition } from "./read-position.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function receiptsReader({ build, run }: Statements): ReceiptsReader {
  return {
    async list(conversationId, { seq, sentAt }) {
      const rows = await run(
        build
          .selectFrom("members as m")
          .innerJoin("conversations as c", "c.id", "m.conversation_id")
          .innerJoin("users as u", "u.id", "m.user_id")
          .select(["m.user_id as userId", "m.delivered_seq as deliveredSeq"])
          .select(sql.raw<number>(readPosition).as("readSeq"))
          .where("m.conversation_id", "=", conversationId)
          .where("m.status", "in", readableStatuses)
          .where("m.is_hiding", "=", 0)
          .where("u.hides_receipts", "=", 0)
          // Who came in later has it behind the position they began at, and never read it.
          .where("m.joined_at", "<=", sentAt)
          .where(sql<number>`coalesce(m.uncleared_seq, m.first_seq)`, "<", seq)
          .orderBy("m.user_id"),
      );
      return rows.map(({ userId, readSeq, deliveredSeq }) => ({
        userId,
        readSeq,
        deliveredSeq: Math.max(readSeq, deliveredSeq),
      }));
    },
    async hides(userIds) {
      const rows = await run(
        build
          .selectFrom("users")
          .select("id")
          .where("id", "in", [...userIds])
          .where("hides_receipts", "=", 1),
      );
      return rows.map(({ id }) => id);
    },
  };
}

export function receiptsWriter(statements: WritingStatements): ReceiptsWriter {
  const { build, run } = statements;
  return {
    ...receiptsReader(statements),
    async markDelivered(conversationId, userId, seq) {
      const [moved] = await run(
        build
          .updateTable("members")
          .set({ delivered_seq: seq })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId)
          .where("delivered_seq", "<", seq)
          .where("read_seq", "<", seq)
          .returning("delivered_seq as deliveredSeq"),
      );
      return moved?.deliveredSeq ?? null;
    },
    async setHiding(userId, isHiding) {
      await run(
        build
          .updateTable("users")
          .set({ hides_receipts: Number(isHiding) })
          .where("id", "=", userId),
      );
    },
  };
}
