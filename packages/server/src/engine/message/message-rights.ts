/** What a member may do with messages of a conversation besides writing, by the rules of the group (GRP-2). */
import { mayDo } from "../group/group-policy.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";

/** Between two people everybody is mentioned anyway, and both pin. */
export async function hasRight(
  reader: Reader,
  { conversationId, role }: StoredMember,
  right: "mentionAll" | "pin",
): Promise<boolean> {
  const group = await reader.groups.find(conversationId);
  return group === null || mayDo(role, groupSettingsOf(group)[right]);
}
