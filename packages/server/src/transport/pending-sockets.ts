/** Sockets that have not said hello: how many an address may have, and for how long (CON-3, CON-15). */
import { closeCodes, limits } from "@parley/protocol";
import type { Clock } from "../engine/ports/clock.ts";
import type { Session } from "./session.ts";

export interface PendingSockets {
  /** Whether this address may open one more. */
  mayOpen(address: string): boolean;
  add(session: Session): void;
  /** It said hello, or is gone. */
  remove(session: Session): void;
  /** Closes those that have waited too long. */
  sweep(): void;
}

export function createPendingSockets(clock: Clock, perAddressMax: number): PendingSockets {
  const pending = new Set<Session>();
  const counts = new Map<string, number>();
  return {
    mayOpen: (address) => (counts.get(address) ?? 0) < perAddressMax,
    add(session) {
      pending.add(session);
      counts.set(session.address, (counts.get(session.address) ?? 0) + 1);
    },
    remove(session) {
      if (!pending.delete(session)) return;
      const rest = (counts.get(session.address) ?? 1) - 1;
      if (rest === 0) counts.delete(session.address);
      else counts.set(session.address, rest);
    },
    sweep() {
      const oldest = clock.elapsedMs() - limits.helloTimeoutMs;
      // In the order of opening: the first young one ends the search.
      for (const session of pending) {
        if (session.openedAt > oldest) return;
        session.socket.close(closeCodes.helloTimeout, "no hello");
      }
    },
  };
}
