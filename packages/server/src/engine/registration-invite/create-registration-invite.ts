import { limits, ParleyError } from "@parley/protocol";
import { inviteDigest } from "../account/invite-digest.ts";
import { adminOperation } from "../admin/admin-operation.ts";
import { assertLater } from "../later-time.ts";

const standardTtlMs = 7 * 24 * 3_600_000;

export const createRegistrationInvite = adminOperation<"registrationInvite.create">(
  "registrationInvite.create",
  {
    async run({ tx, ports }, actor, { note = null, uses = 1, expiresAt }) {
      const now = ports.clock.now();
      if (expiresAt !== undefined) assertLater(expiresAt, now, "/expiresAt");
      if ((await tx.registrationInvites.countOpen(now)) >= limits.openInvitesMax) {
        throw new ParleyError("limit_reached");
      }
      const code = ports.ids.secret();
      const invite = {
        id: ports.ids.uuid(),
        note,
        createdBy: actor.userId,
        createdAt: now,
        expiresAt: expiresAt ?? now + standardTtlMs,
      };
      await tx.registrationInvites.insert({ ...invite, codeDigest: inviteDigest(ports, code), uses });
      return {
        result: { invite: { ...invite, usesLeft: uses, revokedAt: null }, code },
        targetKind: "registrationInvite",
        targetId: invite.id,
        details: { uses, expiresAt: invite.expiresAt },
      };
    },
  },
);
