import { ParleyError } from "@parley/protocol";
import { endSessions } from "../account/end-sessions.ts";
import { assertGoodPassword } from "../account/good-password.ts";
import { accessOtherAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const resetAnyPassword = adminOperation<"admin.resetPassword", string>("admin.resetPassword", {
  async prepare({ ports: { passwords } }, _actor, { password }) {
    await assertGoodPassword(passwords, password, "/password", []);
    return passwords.hash(password);
  },
  async run({ tx, ports }, actor, { userId }, passwordHash) {
    const { role } = await accessOtherAccount(tx, actor, userId);
    // A guest is known by its secret alone (GUE), and has no name to sign in with.
    if (role === "guest") throw new ParleyError("forbidden");
    await tx.accounts.setPasswordHash(userId, passwordHash);
    await endSessions(tx, userId, ports.clock.now(), "password_changed");
    return { result: {}, targetKind: "user", targetId: userId };
  },
});
