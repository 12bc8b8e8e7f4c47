/** The one way of administrators to an account they act on. */
import { type AdminUser, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Transaction } from "../ports/store.ts";

/** Holds the account; a deleted one is gone. @throws not_found */
export async function accessAccount(tx: Transaction, userId: number): Promise<AdminUser> {
  await tx.users.lock(userId);
  const account = await tx.accounts.find(userId);
  if (account === null || account.deletedAt !== null) throw new ParleyError("not_found");
  return account;
}

/** As `accessAccount`, of somebody else: no administrator does this to oneself. @throws not_found, forbidden */
export async function accessOtherAccount(
  tx: Transaction,
  actor: UserActor,
  userId: number,
): Promise<AdminUser> {
  if (userId === actor.userId) throw new ParleyError("forbidden");
  return accessAccount(tx, userId);
}
