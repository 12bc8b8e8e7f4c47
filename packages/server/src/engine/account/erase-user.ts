/**
 * Erases who a user was (DP-08), for `account.delete` and `admin.deleteUser` alike: name, profile, credentials,
 * devices, settings, contacts. What stays is the id with "deleted user", so that conversations keep their members.
 */
import { ParleyError } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import { endAccess } from "./end-sessions.ts";

const nickname = "deleted user";

/** @throws not_found when there is no such user, conflict for the last administrator */
export async function eraseUser(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  userId: number,
): Promise<void> {
  const admins = await tx.accounts.lockAdmins();
  if (admins.length === 1 && admins[0] === userId) throw new ParleyError("conflict");
  const user = await tx.users.lock(userId);
  if (user === null) throw new ParleyError("not_found");
  const now = ports.clock.now();
  await endAccess(tx, userId, now, "account_deleted");
  await tx.accounts.erase(userId, {
    // With a sign no username has (ACC-1), so nobody can take it.
    ...{ username: `deleted-${userId}`, usernameKey: `deleted-${userId}` },
    ...{ nickname, nicknameKey: nameKey(nickname), deletedAt: now },
  });
}
