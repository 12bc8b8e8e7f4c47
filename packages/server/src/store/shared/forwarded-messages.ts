/** Statements of messages that were forwarded as one. */
import type {
  ForwardedMessagesReader,
  ForwardedMessagesWriter,
  ForwardPlace,
} from "../../engine/ports/store-contents.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "place",
  "sender_id as senderId",
  "sent_at as sentAt",
  "body",
  "origin_conversation_id as originConversationId",
  "origin_rev as originRev",
] as const;

export function forwardedMessagesReader({ build, run }: Statements): ForwardedMessagesReader {
  return {
    list: (conversationId, rev, after, limit) =>
      run(
        build
          .selectFrom("forwarded_messages")
          .select(columns)
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .where("place", ">", after)
          .orderBy("place")
          .limit(limit),
      ),
  };
}

export function forwardedMessagesWriter(statements: WritingStatements): ForwardedMessagesWriter {
  const { build, run } = statements;
  return {
    ...forwardedMessagesReader(statements),
    async insert({ conversationId, rev, messageId }, messages) {
      const rows = messages.map(({ place, senderId, sentAt, body, originConversationId, originRev }) => ({
        ...{ conversation_id: conversationId, rev, message_id: messageId, place, body },
        ...{ sender_id: senderId, sent_at: sentAt },
        ...{ origin_conversation_id: originConversationId, origin_rev: originRev },
      }));
      await run(build.insertInto("forwarded_messages").values(rows));
    },
    async remove(conversationId, rev) {
      await run(
        build
          .deleteFrom("forwarded_messages")
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev),
      );
    },
    async hold(conversationId, rev) {
      const held = await run(
        build
          .updateTable("forwarded_messages")
          .set((column) => ({ place: column.ref("place") }))
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .returning(columns),
      );
      return held.toSorted((left, right) => left.place - right.place);
    },
    async eraseOrigin(conversationId, rev) {
      const erased: (ForwardPlace & { body: string })[] = [];
      // Again until nothing is left: who waited for somebody that forwards these sees what came of it the next time.
      for (;;) {
        const shown = await run(
          build
            .selectFrom("forwarded_messages")
            .select(["conversation_id as conversationId", "rev", "message_id as messageId", "body"])
            .where("origin_conversation_id", "=", conversationId)
            .where("origin_rev", "=", rev)
            .where("body", "is not", null),
        );
        if (shown.length === 0) return erased;
        erased.push(...shown.map(({ body, ...place }) => ({ ...place, body: body ?? "null" })));
        await run(
          build
            .updateTable("forwarded_messages")
            .set({ body: null })
            .where("origin_conversation_id", "=", conversationId)
            .where("origin_rev", "=", rev),
        );
      }
    },
  };
}
