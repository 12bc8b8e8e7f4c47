/** The way to another member of a group that the actor has opened. */
import { type Member, ParleyError } from "@parley/protocol";
import { canRead, outranks } from "../conversation/member-policy.ts";
import type { OpenedGroup } from "../group/access-group.ts";
import type { Reader } from "../ports/store.ts";

/**
 * @throws forbidden for a plain member, who acts on nobody, so that hidden members stay so; not_found for who is not in it
 */
export async function accessMember(
  reader: Reader,
  { member, group }: Pick<OpenedGroup, "member" | "group">,
  userId: number,
): Promise<Member> {
  if (!outranks(member.role, "member")) throw new ParleyError("forbidden");
  const [other] = await reader.groups.members(group.conversation.id, [userId]);
  if (other === undefined || !canRead(other.status)) throw new ParleyError("not_found");
  return other;
}
