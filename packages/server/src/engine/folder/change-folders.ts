/** The only way to change a user's folders: with the user held, told in the user's feed alone. */
import { type Folder, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteContext } from "../operation.ts";

/** Answers all folders as they are then. */
export async function changeFolders(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { userId }: UserActor,
  change: (before: readonly Folder[]) => Promise<void>,
): Promise<{ folders: Folder[] }> {
  await tx.users.lock(userId);
  const before = await tx.folders.list(userId);
  await change(before);
  const folders = await tx.folders.list(userId);
  if (!Bun.deepEquals(before, folders)) {
    const event = { userId, name: "folder.changed", actorId: userId, body: { folders } } as const;
    await appendFeedEvents(tx, ports.clock.now(), [event]);
  }
  return { folders };
}

/** @throws not_found, also of a folder of somebody else */
export function assertOwnFolder(folders: readonly Folder[], folderId: number): void {
  if (!folders.some(({ id }) => id === folderId)) throw new ParleyError("not_found");
}
