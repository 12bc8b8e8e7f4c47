/** A bus that does what its port allows: it loses, repeats and overtakes batches, until it is told to behave. */
import type { Bus } from "../../src/engine/ports/bus.ts";
import type { CommittedBatch } from "../../src/engine/ports/committed.ts";
import type { Random } from "../crash/random.ts";
import type { Scheduler } from "./scheduler.ts";

export interface Faults {
  isHealed: boolean;
}

export function createFaultyBus(scheduler: Scheduler, random: Random, faults: Faults): Bus {
  const listeners: ((batch: CommittedBatch) => void)[] = [];
  const tell = (batch: CommittedBatch) => {
    for (const listener of listeners) listener(batch);
  };
  return {
    publish(batch) {
      if (faults.isHealed) return tell(batch);
      const choice = random.next();
      if (choice < 0.03) return;
      if (choice < 0.06) scheduler.after(random.integer(0, 500), () => tell(batch));
      if (choice < 0.1) scheduler.after(random.integer(1, 300), () => tell(batch));
      else tell(batch);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
