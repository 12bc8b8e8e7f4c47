/** The bus of a single process: a call. Loses and repeats nothing. */
import type { Bus } from "../engine/ports/bus.ts";
import type { CommittedBatch } from "../engine/ports/committed.ts";

export function createInProcessBus(): Bus {
  const listeners: ((batch: CommittedBatch) => void)[] = [];
  return {
    publish(batch) {
      for (const listener of listeners) listener(batch);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
