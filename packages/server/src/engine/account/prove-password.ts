/** How a signed-in user proves to be the account's owner, and not just somebody at an open device. */
import { ParleyError } from "@parley/protocol";
import type { PrepareContext } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { takePasswordTurn } from "./attempt-limits.ts";

/** @throws rate_limited, credentials_invalid, also for an account without a password */
export async function provePassword(
  { asksNoPassword, reader, ports }: PrepareContext,
  userId: number,
  password: string,
): Promise<StoredUser> {
  takePasswordTurn(ports, userId);
  const user = await reader.users.find(userId);
  const isRight =
    asksNoPassword === true || (await ports.passwords.verify(password, user?.passwordHash ?? null));
  if (user === null || !isRight || !user.isEnabled) throw new ParleyError("credentials_invalid");
  return user;
}

/** The user, held until the commit, if what was proved is still so. @throws credentials_invalid */
export async function lockProved(tx: Transaction, proved: StoredUser): Promise<StoredUser> {
  const user = await tx.users.lock(proved.id);
  if (user === null || !user.isEnabled || user.passwordHash !== proved.passwordHash) {
    throw new ParleyError("credentials_invalid");
  }
  return user;
}
