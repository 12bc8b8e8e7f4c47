import { createUser } from "../account/create-user.ts";
import { assertGoodPassword } from "../account/good-password.ts";
import { accessAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const createAnyUser = adminOperation<"admin.createUser", string | null>("admin.createUser", {
  async prepare({ ports: { passwords } }, _actor, { password, username }) {
    if (password === undefined) return null;
    await assertGoodPassword(passwords, password, "/password", [username]);
    return passwords.hash(password);
  },
  async run({ tx, ports }, _actor, { username, nickname, role = "user" }, passwordHash) {
    const { id } = await createUser(tx, ports, { username, nickname, role, passwordHash });
    const user = await accessAccount(tx, id);
    return { result: { user }, targetKind: "user", targetId: id, details: { role } };
  },
});
