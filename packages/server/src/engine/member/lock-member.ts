import { ParleyError } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";
import { holdLivingGroup } from "../group/access-group.ts";
import type { WriteOperation } from "../operation.ts";
import { accessMember } from "./access-member.ts";

/**
 * The event that shuts somebody out is the last they are told, as of who is removed (INV-15), and the one that lets them
 * in again the first. So it is told to everybody, also where members are hidden, as it is of who goes.
 */
export const lockMember: WriteOperation<"member.lock"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, userId, isLocked }) {
    const opened = await holdLivingGroup(tx, actor, conversationId);
    const other = await accessMember(tx, opened, userId);
    if (!outranks(opened.member.role, other.role)) throw new ParleyError("forbidden");
    if ((other.status === "locked") === isLocked) return { member: other };
    const rev = opened.group.conversation.lastRev + 1;
    await tx.groups.shutOut(conversationId, userId, isLocked ? rev : null);
    const [member] = await tx.groups.members(conversationId, [userId]);
    if (member === undefined) throw new Error("a member of a group that is held is not there");
    const told = await tx.log.append({
      conversationId,
      name: "member.changed",
      actorId: actor.userId,
      at: ports.clock.now(),
      body: JSON.stringify({ member }),
      ...(isLocked ? { removed: [userId] } : { added: [userId] }),
    });
    if (told.rev !== rev) throw new Error("a group that is held has moved");
    return { member };
  },
};
