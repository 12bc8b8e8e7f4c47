/**
 * Tells the writer who is there: at a hello, and every hour while somebody stays connected, many in one message. Owns
 * whom it has told of lately. What a crash loses of it is told at the next hello; nothing waits for it.
 */
import type { Clock } from "../engine/ports/clock.ts";

export interface Activity {
  /** Somebody is there. */
  noteActivity(userId: number): void;
  /** Tells of those who are due; called now and then. */
  sweep(): void;
  /** Tells of everybody noted, at the end. */
  flush(): void;
}

export interface ActivityParts {
  readonly clock: Clock;
  connectionsOf(userId: number): number;
  tell(userIds: readonly number[]): void;
}

const noteEveryMs = 3_600_000;
const tellEveryMs = 5_000;
/** Told at a time: a short statement, also when everybody connects at once. */
const toldMax = 500;

export function createActivity({ clock, connectionsOf, tell }: ActivityParts): Activity {
  const toldAt = new Map<number, number>();
  const due = new Set<number>();
  let lastTellAt = clock.elapsedMs();
  let lastRoundAt = lastTellAt;

  function tellSome(): void {
    const userIds = [...due.values().take(toldMax)];
    for (const userId of userIds) {
      due.delete(userId);
      toldAt.set(userId, clock.elapsedMs());
    }
    tell(userIds);
  }

  /** Notes again who is still connected, and forgets the others. */
  function goRound(): void {
    for (const userId of toldAt.keys()) {
      if (connectionsOf(userId) > 0) due.add(userId);
      else toldAt.delete(userId);
    }
  }

  return {
    noteActivity(userId) {
      const told = toldAt.get(userId);
      if (told === undefined || clock.elapsedMs() - told >= noteEveryMs) due.add(userId);
    },
    sweep() {
      const now = clock.elapsedMs();
      if (now - lastRoundAt >= noteEveryMs) {
        lastRoundAt = now;
        goRound();
      }
      if (due.size === 0 || now - lastTellAt < tellEveryMs) return;
      lastTellAt = now;
      tellSome();
    },
    flush() {
      while (due.size > 0) tellSome();
    },
  };
}
