import { expect, test } from "bun:test";
import { simulate } from "./simulation.ts";

/**
 * Those that failed once stay: 42, a read position of one's other device that a full socket swallowed; 118 to 340, an
 * unread count that was one too high after reading among recalled messages; 35 to 275, direct conversations
 * without a title because nobody asked for the other person, or not again.
 */
const failedOnce = [42, 118, 234, 325, 340, 35, 84, 270, 271, 275];
const seeds = [...Array.from({ length: 20 }, (_, index) => index + 1), ...failedOnce];
const actions = 80;

for (const seed of seeds) {
  test(`[SYNC-9] all views are equal once everything is healed, seed ${seed}`, async () => {
    const { events, faults } = await simulate({ seed, actions });
    expect(
      faults,
      `npx bun packages/server/test/simulation/main.ts --seed ${seed} --actions ${actions}`,
    ).toEqual([]);
    expect(events).toBeGreaterThan(0);
  }, 60_000);
}

test("[SYNC-9] the same seed gives the same run, byte by byte", async () => {
  const [first, second, other] = [
    await simulate({ seed: 7, actions }),
    await simulate({ seed: 7, actions }),
    await simulate({ seed: 8, actions }),
  ];
  expect(second.transcript).toBe(first.transcript);
  expect(other.transcript).not.toBe(first.transcript);
}, 60_000);
