import type { Transaction } from "../ports/store.ts";
import type { IndexedNames } from "../ports/store-search.ts";
import { guestTokens, searchTokens, searchVersion } from "./search-tokens.ts";

/** Lets people find a user by these names and by no others; in the transaction that writes the names (PROF-24). */
export async function indexUser(
  tx: Transaction,
  { id, username, nickname, role }: IndexedNames,
): Promise<void> {
  const isGuest = role === "guest";
  const tokens = isGuest ? guestTokens(username, nickname) : await searchTokens(username, nickname);
  await tx.userTokens.replace(id, tokens, searchVersion);
}
