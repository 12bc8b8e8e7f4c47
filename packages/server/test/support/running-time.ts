/**
 * Measures how long this process ran. A time limit is about the program: while the machine lets all of it stand still,
 * nothing can be in time.
 */
const tickMs = 5;
/** What a longer pause between two ticks counts. */
const gapMsMax = 25;

export interface RunningTime {
  /** How long since the start. */
  ms(): number;
  stop(): void;
}

export function startRunningTime(): RunningTime {
  let ranMs = 0;
  let lastAt = performance.now();
  function tick(): void {
    const now = performance.now();
    ranMs += Math.min(now - lastAt, gapMsMax);
    lastAt = now;
  }
  const timer = setInterval(tick, tickMs);
  return {
    ms() {
      tick();
      return ranMs;
    },
    stop: () => clearInterval(timer),
  };
}
