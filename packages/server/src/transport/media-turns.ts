/**
 * One request at a time for each upload. Whoever comes later is who the client is now: the earlier one may be a
 * connection that broke and nobody noticed. So the earlier one is asked to end, and the later one goes on where it ended.
 */
export interface Turns {
  /** Runs `work` when it is alone with that key. `isOver` resolves when another waits for it to end. */
  take<T>(key: string, work: (isOver: Promise<void>) => Promise<T>): Promise<T>;
}

interface Turn {
  readonly ended: Promise<unknown>;
  end(): void;
}

export function createTurns(): Turns {
  const last = new Map<string, Turn>();
  return {
    take(key, work) {
      const before = last.get(key);
      before?.end();
      const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
      const result = (before?.ended ?? Promise.resolve()).then(() => work(isOver));
      const turn = { ended: result.catch(() => undefined), end };
      last.set(key, turn);
      void turn.ended.then(() => {
        if (last.get(key) === turn) last.delete(key);
      });
      return result;
    },
  };
}
