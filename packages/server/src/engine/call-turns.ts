/**
 * Keeps the calls of one user in order where something has to be waited for before a message is handed to the commits
 * (MSG-4). Owns who waits; where nobody does, a look at an empty map is all it costs.
 */
import type { Actor } from "./actor.ts";

export interface CallTurns {
  isWaiting(actor: Actor): boolean;
  /** Runs the work after what this user waits for already. */
  take(actor: Actor, work: () => Promise<void>): void;
}

export function createCallTurns(): CallTurns {
  const last = new Map<number, Promise<void>>();
  return {
    isWaiting: (actor) => last.size > 0 && last.has(userOf(actor)),
    take(actor, work) {
      const userId = userOf(actor);
      const turn = (last.get(userId) ?? Promise.resolve()).then(work).finally(() => {
        if (last.get(userId) === turn) last.delete(userId);
      });
      last.set(userId, turn);
    },
  };
}

/** Who is nobody in particular has no order to keep with anybody else who is nobody. */
function userOf(actor: Actor): number {
  return actor.kind === "user" ? actor.userId : -1;
}
