import { limits } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { accessMembership } from "./access-conversation.ts";

export const listMembers: ReadOperation<"member.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    await accessMembership(reader, actor, args.conversationId);
    const limit = args.limit ?? limits.memberPageDefault;
    const found = await reader.members.page(args.conversationId, args.afterUserId ?? 0, limit + 1);
    const members = found.slice(0, limit);
    const users = await reader.users.list(members.map((member) => member.userId));
    return { members, users, hasMore: found.length > limit };
  },
};
