import { sql } from "kysely";
import type { ErasuresWriter } from "../../engine/ports/store-own-records.ts";
import type { WritingStatements } from "./statements.ts";

export function erasuresWriter({ build, run }: WritingStatements): ErasuresWriter {
  const insert = build
    .insertInto("erasures")
    .columns(["user_id", "conversation_id", "after_rev"])
    .onConflict((conflict) => conflict.columns(["user_id", "conversation_id"]).doNothing());
  return {
    async beginMessages(userId) {
      const conversations = build
        .selectFrom("members")
        .innerJoin("conversations", "conversations.id", "members.conversation_id")
        .select(["members.user_id", "members.conversation_id", sql<number>`0`.as("after_rev")])
        .where("members.user_id", "=", userId)
        .where("conversations.kind", "!=", "feed");
      await run(insert.expression(conversations));
    },
    async beginNotes(userId) {
      const notes = build
        .selectFrom("conversations")
        .select(["owner_id as user_id", "id as conversation_id", sql<number>`0`.as("after_rev")])
        // Written out, so that the database sees that its partial index holds the row.
        .where(sql<boolean>`kind = 'notes'`)
        .where("owner_id", "=", userId);
      await run(insert.expression(notes));
    },
    async beginFeeds(userId) {
      const keepers = build.selectFrom("contacts").select("user_id as id").where("contact_id", "=", userId);
      const followers = build
        .selectFrom("follows")
        .select("follower_id as id")
        .where("followed_id", "=", userId);
      const asked = build.selectFrom("contact_requests").select("to_id as id").where("from_id", "=", userId);
      const asking = build.selectFrom("contact_requests").select("from_id as id").where("to_id", "=", userId);
      const readers = build
        .selectFrom("request_readers")
        .select("reader_id as id")
        .where("user_id", "=", userId);
      const feeds = build
        .selectFrom("users")
        .select([sql<number>`${sql.lit(userId)}`.as("user_id"), "feed_id as conversation_id"])
        .select(sql<number>`0`.as("after_rev"))
        .where("feed_id", "is not", null)
        .where("id", "in", keepers.union(followers).union(asked).union(asking).union(readers));
      await run(insert.expression(feeds));
    },
    async next() {
      const [row] = await run(
        build
          .selectFrom("erasures")
          .innerJoin("conversations", "conversations.id", "erasures.conversation_id")
          .select(["erasures.user_id as userId", "erasures.conversation_id as conversationId"])
          .select(["conversations.kind", "conversations.owner_id as ownerId"])
          .select(["erasures.after_rev as afterRev", "conversations.last_rev as lastRev"])
          .limit(1),
      );
      return row ?? null;
    },
    async advance({ userId, conversationId }, afterRev) {
      await run(
        build
          .updateTable("erasures")
          .set({ after_rev: afterRev })
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId),
      );
    },
    async end({ userId, conversationId }) {
      await run(
        build
          .deleteFrom("erasures")
          .where("user_id", "=", userId)
          .where("conversation_id", "=", conversationId),
      );
    },
  };
}
