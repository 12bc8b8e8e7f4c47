/** What a key may be asked to be (DEV-20, DEV-21). */
import { isApiKeyScope, limits, ParleyError, type UserRole } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { assertLater } from "../later-time.ts";

/** @throws invalid_arguments that names what is wrong */
export function checkKeyTerms(
  { scopes, expiresAt }: { readonly scopes: readonly string[]; readonly expiresAt?: number },
  now: number,
): void {
  const unknown = scopes.findIndex((scope) => !isApiKeyScope(scope));
  if (unknown >= 0) throw invalid(`/scopes/${unknown}`, "is no scope of an API key.");
  if (expiresAt !== undefined) assertLater(expiresAt, now, "/expiresAt");
}

/** Whether this caller may make a key for the holder: for oneself, or as an administrator for a bot. */
export function mayMakeKey(
  actor: UserActor,
  holder: { readonly id: number; readonly role: UserRole },
): boolean {
  return holder.id === actor.userId || (actor.role === "admin" && holder.role === "bot");
}

/** Whether this caller sees and ends keys of the holder. */
export function mayManageKeys(actor: UserActor, holderId: number): boolean {
  return holderId === actor.userId || actor.role === "admin";
}

export function mayHaveMoreKeys(count: number): boolean {
  return count < limits.apiKeysPerUserMax;
}

function invalid(path: string, what: string): ParleyError {
  return new ParleyError("invalid_arguments", { message: `${path} ${what}`, details: { path } });
}
