import { ParleyError } from "@parley/protocol";
import { nameKey } from "../ports/name-key.ts";
import type { Passwords } from "../ports/passwords.ts";

/** Refuses a new password that is guessed first: one of the commonest, or the account's own name or address (ACC-20). */
export async function assertGoodPassword(
  passwords: Passwords,
  password: string,
  path: string,
  names: readonly (string | null | undefined)[],
): Promise<void> {
  const folded = nameKey(password);
  const isName = names.some((name) => typeof name === "string" && nameKey(name) === folded);
  if (isName || (await passwords.isCommon(password))) {
    const message = `${path} is one of those that are guessed first.`;
    throw new ParleyError("invalid_arguments", { message, details: { path, reason: "common" } });
  }
}
