import { type Invite, ParleyError } from "@parley/protocol";
import { canRead } from "../conversation/member-policy.ts";
import { mayDo } from "../group/group-policy.ts";
import { assertMayEnter, type Door, holdDoor } from "../group/hold-door.ts";
import { currentConversation } from "../group/public-group.ts";
import { admitMembers } from "../member/admit-members.ts";
import type { WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { groupInviteDigest } from "./invite-code.ts";

export const acceptInvite: WriteOperation<"invite.accept"> = {
  kind: "write",
  async run(context, actor, { code }) {
    const { tx, ports } = context;
    const invite = await tx.invites.findByCode(groupInviteDigest(ports, code));
    if (invite === null) throw new ParleyError("not_found");
    const door = await holdDoor(tx, actor, invite.conversationId);
    if (door.isMember) return { conversation: await currentConversation(tx, invite.conversationId) };
    await assertHolds(tx, door, invite);
    if (!(await tx.invites.takeUse(invite.id, ports.clock.now()))) throw new ParleyError("not_found");
    assertMayEnter(actor, door);
    const { conversation } = await admitMembers(context, door, actor.userId, [actor.userId]);
    return { conversation };
  },
};

/** An invitation is no more than its maker's right to invite (GRP-20). */
async function assertHolds(tx: Transaction, { settings }: Door, invite: Invite): Promise<void> {
  const [maker] = await tx.groups.members(invite.conversationId, [invite.createdBy]);
  const isIn = maker !== undefined && canRead(maker.status) && maker.status !== "locked";
  if (!isIn || !mayDo(maker.role, settings.invite)) throw new ParleyError("not_found");
  if ((await tx.users.find(invite.createdBy))?.isEnabled !== true) throw new ParleyError("not_found");
}
