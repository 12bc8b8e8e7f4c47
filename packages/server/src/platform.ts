/** The real clock and the real source of ids; the only place that asks the machine for them. */
import type { Clock } from "./engine/ports/clock.ts";
import type { Ids } from "./engine/ports/ids.ts";

export const systemClock: Clock = { now: () => Date.now(), elapsedMs: () => performance.now() };

export const systemIds: Ids = { uuid: () => Bun.randomUUIDv7() };
