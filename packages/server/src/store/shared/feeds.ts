import type { FeedsWriter } from "../../engine/ports/store-feeds.ts";
import { conversationsWriter } from "./conversations.ts";
import type { WritingStatements } from "./statements.ts";

export function feedsWriter(statements: WritingStatements): FeedsWriter {
  const { build, run } = statements;
  const conversations = conversationsWriter(statements);
  return {
    async open(userId, createdAt) {
      // An update that changes nothing holds the row, on both databases, so that one of two makes the feed.
      const [user] = await run(
        build
          .updateTable("users")
          .set((column) => ({ feed_id: column.ref("feed_id") }))
          .where("id", "=", userId)
          .returning("feed_id"),
      );
      if (user === undefined) return null;
      if (user.feed_id !== null) return { conversationId: user.feed_id, isNew: false };
      const conversationId = await conversations.insert({
        kind: "feed",
        name: null,
        ownerId: userId,
        memberCount: 1,
        createdAt,
      });
      await run(build.updateTable("users").set({ feed_id: conversationId }).where("id", "=", userId));
      return { conversationId, isNew: true };
    },
  };
}
