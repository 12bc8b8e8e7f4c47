/** Notices by their positions which of the writer's batches are missing. */
import type { CommittedBatch } from "../engine/ports/committed.ts";

/** Whether the batch is the next one of the writer, which says something new; those it follows may be lost. */
export function createBatchOrder(onLoss: () => void): (batch: CommittedBatch) => boolean {
  let lastPosition = 0;
  return (batch) => {
    const isEmpty = batch.events.length + batch.signals.length + batch.endedSessions.length === 0;
    const expected = isEmpty ? lastPosition : lastPosition + 1;
    if (batch.position < expected) return false;
    if (batch.position > expected) onLoss();
    lastPosition = batch.position;
    return true;
  };
}
