/** First step and cap of the waiting time between attempts to connect. */
const baseMs = 500;
const capMs = 20_000;

/** Full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"): spreads a crowd evenly over the whole step. */
export function backOffMs(attempt: number, random: () => number): number {
  const stepMs = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 10));
  return Math.floor(random() * stepMs);
}
