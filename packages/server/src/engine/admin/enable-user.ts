import { accessAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const enableUser = adminOperation("admin.enableUser", {
  async run({ tx }, _actor, { userId }) {
    await accessAccount(tx, userId);
    await tx.accounts.setEnabled(userId, true);
    return { result: { user: await accessAccount(tx, userId) }, targetKind: "user", targetId: userId };
  },
});
