import { eraseUser } from "../account/erase-user.ts";
import { accessOtherAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const deleteAnyUser = adminOperation("admin.deleteUser", {
  async run(context, actor, { userId }) {
    const { role } = await accessOtherAccount(context.tx, actor, userId);
    await eraseUser(context, userId);
    return { result: {}, targetKind: "user", targetId: userId, details: { role } };
  },
});
