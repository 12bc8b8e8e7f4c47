import { createUser } from "../account/create-user.ts";
import { accessAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const createAnyUser = adminOperation<"admin.createUser", string | null>("admin.createUser", {
  prepare: async ({ ports }, _actor, { password }) =>
    password === undefined ? null : ports.passwords.hash(password),
  async run({ tx, ports }, _actor, { username, nickname, role }, passwordHash) {
    const { id } = await createUser(tx, ports, { username, nickname, role, passwordHash });
    const user = await accessAccount(tx, id);
    return { result: { user }, targetKind: "user", targetId: id, details: { username, role } };
  },
});
