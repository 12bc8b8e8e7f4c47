/** Lets everybody find a public group by its names as they are now, and any other by none (DIR-4). */
import type { Transaction } from "../ports/store.ts";
import type { StoredGroup } from "../ports/store-groups.ts";
import { searchTokens } from "../user/search-tokens.ts";
import { groupSettingsOf } from "./group-settings.ts";

export async function keepListed(tx: Transaction, before: StoredGroup, now: StoredGroup): Promise<void> {
  const [had, has] = [namesOf(before), namesOf(now)];
  if (had?.name === has?.name && had?.number === has?.number) return;
  const tokens = has === null ? [] : await searchTokens(has.number, has.name);
  await tx.directory.replaceTokens(now.conversation.id, tokens);
}

/** Null where nobody finds it. */
function namesOf(group: StoredGroup): { name: string; number: string } | null {
  if (!groupSettingsOf(group).isPublic || group.status === "dissolved") return null;
  return { name: group.conversation.name ?? "", number: group.number ?? "" };
}
