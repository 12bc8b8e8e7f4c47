import { nowUs } from "./latency.ts";

export interface OpenLoopPlan {
  readonly ratePerSecond: number;
  readonly durationMs: number;
  /** Sends the item with this index, which was due at this time. */
  send(index: number, intendedUs: number): void;
}

export interface OpenLoopResult {
  readonly sent: number;
  /** How late the worst send was; it is part of every latency, since those count from the intended time. */
  readonly latestSendMs: number;
  readonly elapsedMs: number;
}

/**
 * Sends on a fixed schedule whatever the answers do (no coordinated omission). What came due while the loader was
 * busy is sent at the next turn with its own intended time.
 */
export async function runOpenLoop(plan: OpenLoopPlan): Promise<OpenLoopResult> {
  const usPerItem = 1_000_000 / plan.ratePerSecond;
  const total = Math.floor((plan.ratePerSecond * plan.durationMs) / 1000);
  const startUs = nowUs();
  let sent = 0;
  let latestUs = 0;
  while (sent < total) {
    const elapsedUs = nowUs() - startUs;
    const due = Math.min(total, Math.floor(elapsedUs / usPerItem) + 1);
    if (sent < due) latestUs = Math.max(latestUs, elapsedUs - sent * usPerItem);
    for (; sent < due; sent++) plan.send(sent, startUs + sent * usPerItem);
    await Bun.sleep(1);
  }
  return { sent, latestSendMs: latestUs / 1000, elapsedMs: (nowUs() - startUs) / 1000 };
}
