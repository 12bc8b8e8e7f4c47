import { ParleyError } from "@parley/protocol";
import { endAccess } from "../account/end-sessions.ts";
import { accessAccount, accessOtherAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const setRole = adminOperation("admin.setRole", {
  async run({ tx, ports }, actor, { userId, role }) {
    const before = await accessOtherAccount(tx, actor, userId);
    if (before.role === "guest") throw new ParleyError("forbidden");
    if (role !== before.role) {
      await tx.accounts.setRole(userId, role);
      // Tokens say the role, so none of the old ones may go on (INV-16).
      await endAccess(tx, userId, ports.clock.now(), "account_changed");
    }
    const details = { from: before.role, to: role };
    return {
      result: { user: await accessAccount(tx, userId) },
      targetKind: "user",
      targetId: userId,
      details,
    };
  },
});
