import { limits, type Member } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import type { ListedMember } from "../ports/store-conversations.ts";
import { accessMembership } from "./access-conversation.ts";

export const listMembers: ReadOperation<"member.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    await accessMembership(reader, actor, args.conversationId);
    const limit = args.limit ?? limits.memberPageDefault;
    const found = await reader.members.page(args.conversationId, args.afterUserId ?? 0, limit + 1);
    const members = found.slice(0, limit);
    const users = await reader.users.list(members.map((member) => member.userId));
    return {
      members: members.map((member) => publicMember(member, actor.userId)),
      users,
      hasMore: found.length > limit,
    };
  },
};

/** How far a hiding member has read is nobody else's to know (CONT-35). */
function publicMember({ isHiding, ...member }: ListedMember, viewerId: number): Member {
  return isHiding && member.userId !== viewerId ? { ...member, readSeq: 0 } : member;
}
