import { expect, test } from "bun:test";
import { createCache } from "./cache.ts";

const clock = { now: () => 0, elapsedMs: () => 0 };

test("[DIA-2] who waits for what somebody else asks is not refused because that one is", async () => {
  const cache = createCache<string, number>(clock, { max: 10, ttlMs: 1_000 });
  const stranger = cache.get("room", () => Promise.reject(new Error("not found")));
  const member = cache.get("room", () => Promise.resolve(7));
  const another = cache.get("room", () => Promise.reject(new Error("never asked")));
  expect(stranger).rejects.toThrow("not found");
  expect(await Promise.all([member, another])).toEqual([7, 7]);
  expect(cache.known("room")).toBe(7);
});
