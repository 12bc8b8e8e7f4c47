import { limits, ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { accessGroup } from "./access-group.ts";
import { isAdmin } from "./group-policy.ts";

export const listJoinRequests: ReadOperation<"group.requests.list"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, afterUserId = 0, limit = limits.memberPageDefault }) {
    const { member } = await accessGroup(reader, actor, conversationId);
    if (!isAdmin(member.role)) throw new ParleyError("forbidden");
    const found = await reader.invites.requests(conversationId, afterUserId, limit + 1);
    const requests = found.slice(0, limit);
    const users = await reader.users.list(requests.map(({ userId }) => userId));
    return { requests, users, hasMore: found.length > limit };
  },
};
