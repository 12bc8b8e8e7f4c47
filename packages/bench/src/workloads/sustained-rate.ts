/** Search for the highest rate a server carries: steps upward until one fails. Used alike for the bare echo and for Parley. */
import type { LatencySummary } from "../loader/latency.ts";

export interface StepOutcome {
  readonly offeredPerSecond: number;
  /** Deliveries inside the schedule's span, divided by it. */
  readonly deliveredPerSecond: number;
  readonly latency: LatencySummary;
  /** Sent and never delivered. */
  readonly missing: number;
}

/** A step holds when nearly all of the offered rate is delivered in time; a backlog shows in both. */
export const standardP99Ms = 100;
export const sustainedShare = 0.98;

export function isSustained(step: StepOutcome, p99Ms = standardP99Ms): boolean {
  return (
    step.missing === 0 &&
    step.latency.p99Ms <= p99Ms &&
    step.deliveredPerSecond >= sustainedShare * step.offeredPerSecond
  );
}

/** The steps in ascending order up to the first that fails twice, each with its outcome. */
export async function climb<S extends StepOutcome>(
  rates: readonly number[],
  run: (rate: number) => Promise<S>,
  p99Ms = standardP99Ms,
): Promise<{ steps: S[]; best: S | null }> {
  const steps: S[] = [];
  let best: S | null = null;
  for (const rate of rates) {
    let step = await run(rate);
    steps.push(step);
    if (!isSustained(step, p99Ms)) {
      step = await run(rate);
      steps.push(step);
    }
    if (!isSustained(step, p99Ms)) break;
    best = step;
  }
  return { steps, best };
}
