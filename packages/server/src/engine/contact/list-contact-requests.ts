import { limits } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { publicRequest } from "./public-request.ts";

export const listContactRequests: ReadOperation<"contact.requests.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const limit = args.limit ?? limits.contactRequestPageDefault;
    const direction = args.direction ?? "incoming";
    const { userId } = actor;
    const found = await reader.contactRequests.page({
      direction,
      userId,
      before: args.before ?? null,
      limit: limit + 1,
    });
    const requests = found.slice(0, limit).map((stored) => publicRequest(stored, userId));
    const others = requests.map(({ fromId, toId }) => (direction === "incoming" ? fromId : toId));
    return {
      requests,
      users: others.length === 0 ? [] : await reader.users.list([...new Set(others)]),
      pendingCount: await reader.contactRequests.pendingCount(userId),
      hasMore: found.length > limit,
    };
  },
};
