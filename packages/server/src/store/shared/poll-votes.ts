/** Statements of votes in polls. */
import { sql } from "kysely";
import type { PollVotesReader, PollVotesWriter } from "../../engine/ports/store-contents.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function pollVotesReader({ build, run }: Statements): PollVotesReader {
  return {
    async find(conversationId, rev, userId) {
      const [vote] = await run(
        build
          .selectFrom("poll_votes")
          .select("choice")
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .where("user_id", "=", userId),
      );
      return vote?.choice ?? null;
    },
    async voters(conversationId, rev, bit, { afterUserId, limit }) {
      const rows = await run(
        build
          .selectFrom("poll_votes")
          .select("user_id")
          .where("conversation_id", "=", conversationId)
          .where("rev", "=", rev)
          .where("user_id", ">", afterUserId)
          .where(sql<boolean>`(choice & ${sql.lit(2 ** bit)}) <> 0`)
          .orderBy("user_id")
          .limit(limit),
      );
      return rows.map((row) => row.user_id);
    },
  };
}

export function pollVotesWriter(statements: WritingStatements): PollVotesWriter {
  const { build, run } = statements;
  return {
    ...pollVotesReader(statements),
    async set(conversationId, rev, { userId, choice }) {
      if (choice === 0) {
        await run(
          build
            .deleteFrom("poll_votes")
            .where("conversation_id", "=", conversationId)
            .where("rev", "=", rev)
            .where("user_id", "=", userId),
        );
        return;
      }
      await run(
        build
          .insertInto("poll_votes")
          .values({ conversation_id: conversationId, rev, user_id: userId, choice })
          .onConflict((conflict) =>
            conflict.columns(["conversation_id", "rev", "user_id"]).doUpdateSet({ choice }),
          ),
      );
    },
    ofUser(conversationId, userId) {
      return run(
        build
          .selectFrom("poll_votes")
          .select(["rev", "choice"])
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId)
          .orderBy("rev"),
      );
    },
    async remove(conversationId, rev) {
      await run(
        build.deleteFrom("poll_votes").where("conversation_id", "=", conversationId).where("rev", "=", rev),
      );
    },
  };
}
