/** The real clock and the real source of ids; the only place that asks the machine for them. */
import { randomBytes, randomInt } from "node:crypto";
import type { Clock } from "./engine/ports/clock.ts";
import type { Ids } from "./engine/ports/ids.ts";

export const systemClock: Clock = { now: () => Date.now(), elapsedMs: () => performance.now() };

export const systemIds: Ids = {
  uuid: () => Bun.randomUUIDv7(),
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(""),
  secret: () => randomBytes(32).toString("base64url"),
};
