/** Statements of edits and pins of messages. */
import type {
  MessageEditsReader,
  MessageEditsWriter,
  PinnedMessagesReader,
  PinnedMessagesWriter,
} from "../../engine/ports/store-message-changes.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function messageEditsReader({ build, run }: Statements): MessageEditsReader {
  return {
    async list(conversationId, messageRev) {
      return run(
        build
          .selectFrom("message_edits")
          .select(["rev", "body", "at"])
          .where("conversation_id", "=", conversationId)
          .where("message_rev", "=", messageRev)
          .orderBy("rev"),
      );
    },
  };
}

export function messageEditsWriter(statements: WritingStatements): MessageEditsWriter {
  const { build, run } = statements;
  return {
    ...messageEditsReader(statements),
    async insert(conversationId, messageRev, { rev, body, at }) {
      const row = { conversation_id: conversationId, message_rev: messageRev, rev, body, at };
      await run(build.insertInto("message_edits").values(row));
    },
    async erase(conversationId, messageRev) {
      const erased = await run(
        build
          .deleteFrom("message_edits")
          .where("conversation_id", "=", conversationId)
          .where("message_rev", "=", messageRev)
          .returning("rev"),
      );
      return erased.map(({ rev }) => rev);
    },
  };
}

export function pinnedMessagesReader({ build, run }: Statements): PinnedMessagesReader {
  return {
    async page(conversationId, before, limit) {
      return run(
        build
          .selectFrom("pinned_messages")
          .select(["id", "rev", "pinned_by as pinnedBy", "pinned_at as pinnedAt"])
          .where("conversation_id", "=", conversationId)
          .where("id", "<", before ?? Number.MAX_SAFE_INTEGER)
          .orderBy("id", "desc")
          .limit(limit),
      );
    },
    async count(conversationId) {
      const [row] = await run(
        build
          .selectFrom("pinned_messages")
          .select((count) => count.fn.countAll<number>().as("count"))
          .where("conversation_id", "=", conversationId),
      );
      return Number(row?.count ?? 0);
    },
  };
}

export function pinnedMessagesWriter(statements: WritingStatements): PinnedMessagesWriter {
  const { build, run } = statements;
  return {
    ...pinnedMessagesReader(statements),
    async insert(conversationId, { rev, pinnedBy, pinnedAt }) {
      const row = { conversation_id: conversationId, rev, pinned_by: pinnedBy, pinned_at: pinnedAt };
      await run(build.insertInto("pinned_messages").values(row));
    },
    async remove(conversationId, rev) {
      await run(
        build
          .deleteFrom("pinned_messages")
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev),
      );
    },
  };
}
