import { ParleyError } from "@parley/protocol";
import { holdGroup } from "../group/access-group.ts";
import { isAdmin } from "../group/group-policy.ts";
import type { WriteOperation } from "../operation.ts";

export const revokeInvite: WriteOperation<"invite.revoke"> = {
  kind: "write",
  async run({ tx, ports }, actor, { id }) {
    const known = await tx.invites.find(id);
    if (known === null) throw new ParleyError("not_found");
    const { member } = await holdGroup(tx, actor, known.conversationId);
    if (known.createdBy !== actor.userId && !isAdmin(member.role)) throw new ParleyError("not_found");
    await tx.invites.revoke(id, ports.clock.now());
    const invite = await tx.invites.find(id);
    if (invite === null) throw new Error("an invitation just read is not there");
    return { invite };
  },
};
