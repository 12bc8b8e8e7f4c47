import type { CommittedBatch } from "./committed.ts";

/**
 * Carries committed batches to every node that delivers. It may lose, repeat or reorder batches, and is never the
 * only path: `position` and `rev` reveal what is missing, and the log has it.
 */
export interface Bus {
  publish(batch: CommittedBatch): void;
  /** Called for every batch, in the order in which the bus got them. */
  subscribe(listener: (batch: CommittedBatch) => void): void;
}
