import { limits, type Member, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import { isAdmin } from "../group/group-policy.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import type { ReadOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { ListedMember } from "../ports/store-conversations.ts";
import { memberTokens, searchText } from "../user/search-tokens.ts";
import { accessMembership } from "./access-conversation.ts";

export const listMembers: ReadOperation<"member.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const { conversationId, afterUserId = 0, query } = args;
    const { role, status } = await accessMembership(reader, actor, conversationId);
    const [group, silent] = await Promise.all([
      reader.groups.find(conversationId),
      reader.receipts.hides([actor.userId]),
    ]);
    if (group !== null && status === "locked") throw new ParleyError("forbidden");
    const isHidden = group !== null && !isAdmin(role) && groupSettingsOf(group).hidesMembers;
    const limit = args.limit ?? limits.memberPageDefault;
    const found = await reader.members.page(conversationId, afterUserId, limit + 1, {
      ...(query === undefined
        ? {}
        : { name: { part: nameKey(query).trim(), tokens: memberTokens(searchText(query)) } }),
      ...(isHidden ? { adminsAnd: actor.userId } : {}),
    });
    const listed = found.slice(0, limit);
    const isViewerSilent = silent.length > 0;
    const members = JSON.stringify(
      listed.map((member) => publicMember(member, actor.userId, isViewerSilent)),
    );
    const users = await reader.users.listText(listed.map(({ userId }) => userId));
    return new EncodedResult(`{"members":${members},"users":${users},"hasMore":${found.length > limit}}`);
  },
};

/**
 * How far a hiding member has read is nobody else's to know (CONT-35), nor of who keeps receipts to themselves; nor is
 * it told to those (INB-43).
 */
function publicMember(
  { hidesReceipts, isHiding, ...member }: ListedMember,
  viewerId: number,
  isViewerSilent: boolean,
): Member {
  const isKept = isHiding || hidesReceipts || isViewerSilent;
  if (!isKept || member.userId === viewerId) return member;
  const { deliveredSeq: _, ...rest } = member;
  return { ...rest, readSeq: 0 };
}
