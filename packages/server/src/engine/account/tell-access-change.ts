import type { Transaction } from "../ports/store.ts";

const text = JSON.stringify({ ev: "access.changed" });

/**
 * Tells the user's devices that their devices, keys or second factor are others (DEV-8). No event of the feed, which would
 * keep every signing in for ever: who misses it sees what there is in what is asked next.
 */
export function tellAccessChange(tx: Transaction, userId: number): void {
  tx.signal({ userIds: [userId], text });
}
