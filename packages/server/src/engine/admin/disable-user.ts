import { endAccess } from "../account/end-sessions.ts";
import { accessAccount, accessOtherAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const disableUser = adminOperation("admin.disableUser", {
  async run({ tx, ports }, actor, { userId }) {
    await accessOtherAccount(tx, actor, userId);
    await tx.accounts.setEnabled(userId, false);
    await endAccess(tx, userId, ports.clock.now(), "account_disabled");
    return { result: { user: await accessAccount(tx, userId) }, targetKind: "user", targetId: userId };
  },
});
