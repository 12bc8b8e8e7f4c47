import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { eraseUser } from "./erase-user.ts";
import { lockProved, provePassword } from "./prove-password.ts";

export const deleteAccount = writeOperation<"account.delete", StoredUser>({
  prepare: (context, { userId }, { password }) => provePassword(context, userId, password),
  async run(context, { userId }, _args, proved) {
    // In the order of whoever deletes somebody else, so that two never wait for each other.
    await context.tx.accounts.lockAdmins();
    await lockProved(context.tx, proved);
    await eraseUser(context, userId);
    return {};
  },
});
