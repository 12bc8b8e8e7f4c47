/** One change of a member and the event that tells of it. */
import type { Member } from "@parley/protocol";
import type { OpenedGroup } from "../group/access-group.ts";
import { isAdmin } from "../group/group-policy.ts";
import type { WriteContext } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { MemberChanges } from "../ports/store-groups.ts";

/** Callers hold the group. Where members are hidden, only what admins are is told (GRP-6). */
export async function changeMember(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { group, settings }: Pick<OpenedGroup, "group" | "settings">,
  actorId: number,
  userId: number,
  changes: MemberChanges,
): Promise<Member> {
  const { id } = group.conversation;
  const before = await memberOf(tx, id, userId);
  await tx.groups.setMember(id, userId, changes);
  const member = await memberOf(tx, id, userId);
  if (!settings.hidesMembers || isAdmin(before.role) || isAdmin(member.role)) {
    await tx.log.append({
      conversationId: id,
      name: "member.changed",
      actorId,
      at: ports.clock.now(),
      body: JSON.stringify({ member }),
    });
  }
  return member;
}

async function memberOf(tx: Transaction, conversationId: number, userId: number): Promise<Member> {
  const [found] = await tx.groups.members(conversationId, [userId]);
  if (found === undefined) throw new Error("a member of a group that is held is not there");
  return found;
}
