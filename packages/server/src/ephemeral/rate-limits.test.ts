import { describe, expect, test } from "bun:test";
import { createRateLimits } from "./rate-limits.ts";

describe("rate limits", () => {
  const rate = { perMinute: 60, burst: 3 };
  const standing = { now: () => 0, elapsedMs: () => 0 };

  test("[CALL-8] a burst is granted, then one call a second, and the wait that was told is enough", () => {
    let now = 0;
    const limits = createRateLimits({ now: () => 0, elapsedMs: () => now }, 1);
    const take = () => limits.take("op", 7, rate);
    expect([take(), take(), take()]).toEqual([0, 0, 0]);
    const waitMs = take();
    expect(waitMs).toBe(1_000);
    now += waitMs - 1;
    expect(take()).toBeGreaterThan(0);
    now += 1;
    expect(take()).toBe(0);
    now += 3_600_000;
    expect([take(), take(), take()]).toEqual([0, 0, 0]);
    expect(take()).toBeGreaterThan(0);
  });

  test("[CALL-8] callers and operations are counted apart", () => {
    const limits = createRateLimits(standing, 1);
    for (let count = 0; count < 4; count += 1) limits.take("op", 7, rate);
    expect(limits.take("op", 8, rate)).toBe(0);
    expect(limits.take("op", "7", rate)).toBe(0);
    expect(limits.take("other", 7, rate)).toBe(0);
    expect(limits.take("op", 7, rate)).toBeGreaterThan(0);
  });

  test("[INV-23] a machine's clock that is set back or forward neither drains nor fills anybody", () => {
    let wallMs = 1_000_000;
    let elapsedMs = 0;
    const limits = createRateLimits({ now: () => wallMs, elapsedMs: () => elapsedMs }, 1);
    const take = () => limits.take("op", 7, rate);
    expect(take()).toBe(0);
    wallMs = 0;
    expect([take(), take()]).toEqual([0, 0]);
    elapsedMs += 1_000;
    expect(take()).toBe(0);
    wallMs = 1_000_000_000;
    expect(take()).toBe(1_000);
  });

  test("[INV-24] a sweep forgets only those who have their full burst again", () => {
    let now = 0;
    const limits = createRateLimits({ now: () => 0, elapsedMs: () => now }, 1);
    for (let count = 0; count < 3; count += 1) limits.take("op", 7, rate);
    now = 1_000;
    limits.sweep();
    expect(limits.take("op", 7, rate)).toBe(0);
    expect(limits.take("op", 7, rate)).toBeGreaterThan(0);
  });

  test("a factor multiplies what is granted, and 0 switches limits off", () => {
    const double = createRateLimits(standing, 2);
    const granted = Array.from({ length: 10 }, () => double.take("op", 7, rate)).filter((wait) => wait === 0);
    expect(granted).toHaveLength(6);
    const off = createRateLimits(standing, 0);
    expect(Array.from({ length: 1_000 }, () => off.take("op", 7, rate)).every((wait) => wait === 0)).toBe(
      true,
    );
  });
});
