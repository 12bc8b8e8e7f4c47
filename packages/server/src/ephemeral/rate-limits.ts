/**
 * Token buckets in memory: the embedded home of the rate-limit port. What is lost at a restart is at most one burst.
 * Bound: a bucket that is full again is forgotten by the sweep.
 */
import type { Clock } from "../engine/ports/clock.ts";
import type { Rate, RateLimits } from "../engine/ports/rate-limits.ts";

interface Bucket {
  tokens: number;
  filledAt: number;
}

export function createRateLimits(clock: Clock, factor: number): RateLimits {
  const bucketsByName = new Map<string, Map<number | string, Bucket>>();
  const rates = new Map<string, Rate>();

  function bucketsOf(name: string, rate: Rate): Map<number | string, Bucket> {
    let buckets = bucketsByName.get(name);
    if (buckets === undefined) {
      buckets = new Map();
      bucketsByName.set(name, buckets);
      rates.set(name, rate);
    }
    return buckets;
  }

  return {
    take(name, caller, rate) {
      if (factor === 0) return 0;
      const buckets = bucketsOf(name, rate);
      const now = clock.elapsedMs();
      const perMs = (rate.perMinute * factor) / 60_000;
      const burst = rate.burst * factor;
      const bucket = buckets.get(caller);
      if (bucket === undefined) {
        buckets.set(caller, { tokens: burst - 1, filledAt: now });
        return 0;
      }
      bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) * perMs);
      bucket.filledAt = now;
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMs);
      bucket.tokens -= 1;
      return 0;
    },
    sweep() {
      const now = clock.elapsedMs();
      for (const [name, buckets] of bucketsByName) {
        const rate = rates.get(name);
        const refillMs = rate === undefined ? 0 : (rate.burst / rate.perMinute) * 60_000;
        for (const [caller, bucket] of buckets) {
          if (now - bucket.filledAt > refillMs) buckets.delete(caller);
        }
      }
    },
  };
}
