/**
 * Tells the writer who is there: at a hello, and every hour while somebody stays connected, many in one message. It
 * remembers nobody longer than until then: the store itself passes over whom it has heard of within the hour.
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
  connectedUserIds(): Iterable<number>;
  tell(userIds: readonly number[]): void;
}

const roundEveryMs = 3_600_000;
const tellEveryMs = 5_000;
/** Told at a time: a short statement, also when everybody connects at once. */
const toldMax = 500;

export function createActivity({ clock, connectedUserIds, tell }: ActivityParts): Activity {
  let due = new Set<number>();
  let lastTellAt = clock.elapsedMs();
  let lastRoundAt = lastTellAt;

  function tellSome(): void {
    const userIds = [...due.values().take(toldMax)];
    for (const userId of userIds) due.delete(userId);
    // A set that has held everybody keeps their room.
    if (due.size === 0) due = new Set();
    tell(userIds);
  }

  return {
    noteActivity(userId) {
      due.add(userId);
    },
    sweep() {
      const now = clock.elapsedMs();
      if (now - lastRoundAt >= roundEveryMs) {
        lastRoundAt = now;
        for (const userId of connectedUserIds()) due.add(userId);
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
