import { expect, test } from "bun:test";
import { LatencyRecorder, nowUs } from "./latency.ts";
import { runOpenLoop } from "./open-loop.ts";

test("everything due is sent, each with its own intended time, also after the loader was busy", async () => {
  const intended: number[] = [];
  const result = await runOpenLoop({
    ratePerSecond: 2_000,
    durationMs: 100,
    send(index, intendedUs) {
      intended.push(intendedUs);
      const busyUntilUs = nowUs() + 30_000;
      while (index === 20 && nowUs() < busyUntilUs);
    },
  });
  expect(result.sent).toBe(200);
  expect(intended.length).toBe(200);
  for (let index = 1; index < intended.length; index++) {
    expect((intended[index] ?? 0) - (intended[index - 1] ?? 0)).toBeCloseTo(500, 3);
  }
  expect(result.latestSendMs).toBeGreaterThan(25);
});

test("percentiles are those of the values recorded", () => {
  const latency = new LatencyRecorder();
  for (let value = 1; value <= 1_000; value++) latency.recordUs(value * 1_000);
  const { count, p50Ms, p99Ms, maxMs } = latency.summary();
  expect(count).toBe(1_000);
  expect(Math.abs(p50Ms - 500)).toBeLessThan(2);
  expect(Math.abs(p99Ms - 990)).toBeLessThan(2);
  expect(Math.abs(maxMs - 1_000)).toBeLessThan(2);
});
