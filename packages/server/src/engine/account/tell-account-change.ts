import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";

/** Tells the user's devices what the account is called and reached by now (ACC-41). */
export async function tellAccountChange(
  tx: Transaction,
  ports: Ports,
  { id: userId, username }: { readonly id: number; readonly username: string },
  email: string | null,
): Promise<void> {
  const body = { username, email };
  await appendFeedEvents(tx, ports.clock.now(), [{ userId, name: "account.changed", actorId: userId, body }]);
}
