import { ParleyError } from "@parley/protocol";
import { adminOperation } from "../admin/admin-operation.ts";

export const revokeRegistrationInvite = adminOperation<"registrationInvite.revoke">(
  "registrationInvite.revoke",
  {
    async run({ tx, ports }, _actor, { id }) {
      const invite = await tx.registrationInvites.revoke(id, ports.clock.now());
      if (invite === null) throw new ParleyError("not_found");
      return { result: { invite }, targetKind: "registrationInvite", targetId: id };
    },
  },
);
