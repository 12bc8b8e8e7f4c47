/**
 * The beginning of every change of how two people stand to each other. Holds both, the lower id first, so that of
 * two changes of one relation the second sees what the first did.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredUser } from "../ports/store-people.ts";

/** The other person. @throws not_found when they are not there, disabled, or the actor. */
export async function holdPair(tx: Transaction, actor: UserActor, userId: number): Promise<StoredUser> {
  const other = await holdAnyPair(tx, actor, userId);
  if (!other.isEnabled) throw new ParleyError("not_found");
  return other;
}

/** For what is the actor's own to let go of: the other may be disabled. @throws not_found */
export async function holdAnyPair(tx: Transaction, actor: UserActor, userId: number): Promise<StoredUser> {
  if (userId === actor.userId) throw new ParleyError("not_found");
  await tx.users.lock(Math.min(userId, actor.userId));
  await tx.users.lock(Math.max(userId, actor.userId));
  const other = await tx.users.find(userId);
  if (other === null) throw new ParleyError("not_found");
  return other;
}
