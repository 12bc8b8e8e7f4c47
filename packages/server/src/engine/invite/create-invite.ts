import { limits, ParleyError } from "@parley/protocol";
import { holdLivingGroup } from "../group/access-group.ts";
import { mayDo } from "../group/group-policy.ts";
import { assertLater } from "../later-time.ts";
import type { WriteOperation } from "../operation.ts";
import { groupInviteDigest, inviteLink } from "./invite-code.ts";

const standardTtlMs = 7 * 24 * 3_600_000;

export const createInvite: WriteOperation<"invite.create"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, uses = 1, expiresAt }) {
    const { member, settings } = await holdLivingGroup(tx, actor, conversationId);
    if (!mayDo(member.role, settings.invite)) throw new ParleyError("forbidden");
    const now = ports.clock.now();
    if (expiresAt !== undefined) {
      assertLater(expiresAt, now, "/expiresAt");
      if (expiresAt > now + limits.groupInviteTtlMsMax) {
        throw new ParleyError("invalid_arguments", { details: { path: "/expiresAt" } });
      }
    }
    const open = await tx.invites.listOpen(conversationId, now, null);
    if (open.length >= limits.groupInvitesMax) throw new ParleyError("limit_reached");
    const invite = {
      ...{ id: ports.ids.uuid(), conversationId, createdBy: actor.userId, createdAt: now },
      ...{ expiresAt: expiresAt ?? now + standardTtlMs, usesLeft: uses, revokedAt: null },
    };
    const code = ports.ids.secret();
    await tx.invites.insert(invite, groupInviteDigest(ports, code));
    return { invite, ...inviteLink(ports, code) };
  },
};
