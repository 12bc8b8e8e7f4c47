import type { Transaction } from "../ports/store.ts";
import type { IndexedNames } from "../ports/store-search.ts";
import { searchTokens, searchVersion } from "./search-tokens.ts";

/** Lets people find a user by these names and by no others; in the transaction that writes the names (PROF-24). */
export async function indexUser(tx: Transaction, { id, username, nickname }: IndexedNames): Promise<void> {
  await tx.userTokens.replace(id, await searchTokens(username, nickname), searchVersion);
}
