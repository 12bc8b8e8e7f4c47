import { limits } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";

export const listRegistrationInvites: ReadOperation<"registrationInvite.list"> = {
  kind: "read",
  async run({ reader }, _actor, { before = null, limit = limits.invitePageDefault }) {
    return { invites: await reader.registrationInvites.list(before, limit) };
  },
};
