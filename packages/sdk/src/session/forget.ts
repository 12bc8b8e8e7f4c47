/** What a client forgets when its user goes: in memory, and in the store. */
import type { ClientParts } from "../client-parts.ts";

export function forgetState({
  attachments,
  drafts,
  histories,
  outbox,
  ownFeed,
  stickerPacks,
  readPositions,
  signals,
  synchronizer,
  users,
}: ClientParts): void {
  synchronizer.reset();
  ownFeed.reset();
  stickerPacks.reset();
  histories.clear();
  users.clear();
  signals.clear();
  drafts.clear();
  outbox.clear();
  attachments.clear();
  readPositions.clear();
}

export async function forgetAll(parts: ClientParts): Promise<void> {
  forgetState(parts);
  parts.conversations.selfId = 0;
  parts.storedHistoryIds.clear();
  await parts.persister.clear();
  await parts.ownFeed.clear();
  await parts.store.write([
    { table: "outbox", empty: true },
    { table: "drafts", empty: true },
    { table: "files", empty: true },
    { table: "values", key: "reads" },
  ]);
}
