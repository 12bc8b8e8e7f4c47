/** Statements of what users marked of messages for themselves: hidden and saved ones. */
import { sql } from "kysely";
import type {
  HiddenMessagesReader,
  HiddenMessagesWriter,
  SavedMessagesReader,
  SavedMessagesWriter,
} from "../../engine/ports/store-message-marks.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = ["id", "conversation_id as conversationId", "rev", "saved_at as savedAt"] as const;

export function hiddenMessagesReader({ build, run }: Statements): HiddenMessagesReader {
  return {
    async between(userId, conversationId, fromSeq, toSeq) {
      const rows = await run(
        build
          .selectFrom("hidden_messages")
          .select("seq")
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId)
          .where("seq", ">=", fromSeq)
          .where("seq", "<=", toSeq),
      );
      return rows.map(({ seq }) => seq);
    },
  };
}

export function hiddenMessagesWriter(statements: WritingStatements): HiddenMessagesWriter {
  const { build, run, changeMark } = statements;
  return {
    ...hiddenMessagesReader(statements),
    async add(userId, conversationId, seqs) {
      const rows = seqs.map((seq) => ({ user_id: userId, conversation_id: conversationId, seq }));
      const inserted = await run(
        build
          .insertInto("hidden_messages")
          .values(rows)
          .onConflict((conflict) => conflict.columns(["user_id", "conversation_id", "seq"]).doNothing())
          .returning("seq"),
      );
      const [member] = await run(
        build
          .updateTable("members")
          .set({ hidden_count: sql`hidden_count + ${inserted.length}`, changed: changeMark })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId)
          .returning("hidden_count"),
      );
      return { added: inserted.map(({ seq }) => seq), count: member?.hidden_count ?? 0 };
    },
  };
}

export function savedMessagesReader({ build, run }: Statements): SavedMessagesReader {
  return {
    async page(userId, before, limit) {
      return run(
        build
          .selectFrom("saved_messages")
          .select(columns)
          .where("user_id", "=", userId)
          .where("id", "<", before ?? Number.MAX_SAFE_INTEGER)
          .orderBy("id", "desc")
          .limit(limit),
      );
    },
    async count(userId) {
      const [row] = await run(
        build
          .selectFrom("saved_messages")
          .select((count) => count.fn.countAll<number>().as("count"))
          .where("user_id", "=", userId),
      );
      return Number(row?.count ?? 0);
    },
    async find(userId, conversationId, rev) {
      const [row] = await run(
        build
          .selectFrom("saved_messages")
          .select(columns)
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev),
      );
      return row ?? null;
    },
  };
}

export function savedMessagesWriter(statements: WritingStatements): SavedMessagesWriter {
  const { build, run } = statements;
  return {
    ...savedMessagesReader(statements),
    async insert(userId, { conversationId, rev, savedAt }) {
      const row = { user_id: userId, conversation_id: conversationId, rev, saved_at: savedAt };
      await run(build.insertInto("saved_messages").values(row));
    },
    async remove(userId, conversationId, rev) {
      const removed = await run(
        build
          .deleteFrom("saved_messages")
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .returning("id"),
      );
      return removed.length === 1;
    },
  };
}
