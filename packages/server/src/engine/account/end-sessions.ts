/** Ends sessions: tokens, refresh tokens and sockets of each are dead with the commit (INV-16). */

import type { SessionEndReason } from "@parley/protocol";
import type { Transaction } from "../ports/store.ts";
import { tellAccessChange } from "./tell-access-change.ts";

export async function endSession(
  tx: Transaction,
  session: { readonly id: string; readonly userId: number },
  endedAt: number,
  reason: SessionEndReason,
): Promise<void> {
  await tx.sessions.end(session.id, endedAt, reason);
  // Told even if it was ended before: that commit may have failed to tell it.
  tx.endSession({ sessionId: session.id, userId: session.userId, endedAt, reason });
}

/** Everything by which a user is let in. */
export async function endAccess(
  tx: Transaction,
  userId: number,
  endedAt: number,
  reason: SessionEndReason,
): Promise<void> {
  await endSessions(tx, userId, endedAt, reason);
  // The keys stay: whether they hold is asked anew, of the user as he is then.
  for (const { id } of await tx.apiKeys.list(userId))
    tx.endSession({ sessionId: id, userId, endedAt, reason });
}

/** Every open session of a user, but the one that may go on. */
export async function endSessions(
  tx: Transaction,
  userId: number,
  endedAt: number,
  reason: SessionEndReason,
  exceptSessionId: string | null = null,
): Promise<void> {
  for (const session of await tx.sessions.listOpen(userId)) {
    if (session.id !== exceptSessionId) await endSession(tx, session, endedAt, reason);
  }
  // A device that was let in and has not come in yet would otherwise begin a session after the end of all.
  await tx.signInRequests.cancelApproved(userId);
  tellAccessChange(tx, userId);
}
