/** Both lists of who follows whom, a page each. */
import { limits, type ResultOf } from "@parley/protocol";
import type { Reader } from "../ports/store.ts";
import type { FollowDirection } from "../ports/store-contacts.ts";

export async function listFollows(
  reader: Reader,
  direction: FollowDirection,
  userId: number,
  args: { afterUserId?: number; limit?: number },
): Promise<ResultOf<"user.followers">> {
  const limit = args.limit ?? limits.followPageDefault;
  const found = await reader.follows.page(direction, userId, args.afterUserId ?? 0, limit + 1);
  const userIds = found.slice(0, limit);
  const users = userIds.length === 0 ? [] : await reader.users.list(userIds);
  return {
    users: users.toSorted((left, right) => left.id - right.id),
    count: await reader.follows.count(direction, userId),
    next: found.length > limit ? (userIds.at(-1) ?? null) : null,
  };
}
