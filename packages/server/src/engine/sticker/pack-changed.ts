import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteContext } from "../operation.ts";

/** Tells every device of a user that a pack came to their list, was changed by them, or left it (STK-10). */
export async function tellPackChange(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  userId: number,
  packId: string,
  isListed: boolean,
): Promise<void> {
  const event = { userId, name: "stickerPack.changed", actorId: userId, body: { packId, isListed } } as const;
  await appendFeedEvents(tx, ports.clock.now(), [event]);
}
