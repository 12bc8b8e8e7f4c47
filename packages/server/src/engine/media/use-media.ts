/**
 * How a message comes to show files: called in the transaction that appends it, with files that were found fit for it.
 * Guarantees that none of them is removed while the message shows it (INV-22), and the room of the group (MED-16).
 */
import type { WriteContext } from "../operation.ts";
import type { MediaUse } from "../ports/store-media.ts";
import { groupRefusal } from "./media-policy.ts";

/** Files that come to be shown. */
export interface ShownFiles {
  readonly mediaIds: readonly string[];
  /** Images of stickers: said over and over, so they take no room of the group. */
  readonly stickerMediaIds?: readonly string[];
}

/**
 * False where one of them is not there any more, which has to undo the transaction. Repeated for the same message it
 * changes nothing. @throws limit_reached
 */
export async function useMedia(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  use: MediaUse,
  { mediaIds, stickerMediaIds = [] }: ShownFiles,
): Promise<boolean> {
  const ids = [...new Set([...mediaIds, ...stickerMediaIds])];
  if (ids.length === 0) return true;
  const counted = new Set(mediaIds);
  const before = await tx.media.shownBytes(use.conversationId);
  // In one order, because each is held: two messages at once must not wait for each other.
  for (const id of ids.toSorted()) {
    if ((await tx.media.use(id, use, counted.has(id))) === null) return false;
  }
  const after = await tx.media.shownBytes(use.conversationId);
  const refusal = groupRefusal({ before, after }, ports.options);
  if (refusal !== null && (await tx.groups.find(use.conversationId)) !== null) throw refusal;
  return true;
}
