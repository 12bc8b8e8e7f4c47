import type { FollowDirection, FollowsReader, FollowsWriter } from "../../engine/ports/store-contacts.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** By which column of `follows` a list is found, and which column lists it. */
const columns = {
  followers: { of: "followed_id", listed: "follower_id", count: "follower_count" },
  following: { of: "follower_id", listed: "followed_id", count: "following_count" },
} as const satisfies Record<FollowDirection, unknown>;

export function followsReader({ build, run }: Statements): FollowsReader {
  return {
    async page(direction, userId, afterUserId, limit) {
      const { of, listed } = columns[direction];
      const rows = await run(
        build
          .selectFrom("follows")
          .select(`${listed} as userId`)
          .where(of, "=", userId)
          .where(listed, ">", afterUserId)
          .orderBy(listed)
          .limit(limit),
      );
      return rows.map((row) => row.userId);
    },
    async count(direction, userId) {
      const column = columns[direction].count;
      const [row] = await run(
        build.selectFrom("users").select(`${column} as count`).where("id", "=", userId),
      );
      return row?.count ?? 0;
    },
  };
}

export function followsWriter(statements: WritingStatements): FollowsWriter {
  const { build, run } = statements;
  async function recount(followerId: number, followedId: number, by: 1 | -1): Promise<void> {
    for (const [userId, column] of [
      [followerId, "following_count"],
      [followedId, "follower_count"],
    ] as const) {
      await run(
        build
          .updateTable("users")
          .set((count) => ({ [column]: count(column, "+", by) }))
          .where("id", "=", userId),
      );
    }
  }
  return {
    ...followsReader(statements),
    async insert(followerId, followedId, at) {
      const made = await run(
        build
          .insertInto("follows")
          .values({ follower_id: followerId, followed_id: followedId, at })
          .onConflict((conflict) => conflict.columns(["follower_id", "followed_id"]).doNothing())
          .returning("at"),
      );
      if (made.length > 0) await recount(followerId, followedId, 1);
      return made.length > 0;
    },
    async remove(followerId, followedId) {
      const gone = await run(
        build
          .deleteFrom("follows")
          .where("follower_id", "=", followerId)
          .where("followed_id", "=", followedId)
          .returning("at"),
      );
      if (gone.length > 0) await recount(followerId, followedId, -1);
      return gone.length > 0;
    },
  };
}
