import { expect, test } from "bun:test";
import type { OutgoingAnswer } from "../ports/outgoing.ts";
import { backOffMs, type DeliveryOutcome, verdictOf } from "./webhook-policy.ts";

const answered = (status: number, retryAfterMs: number | null = null): OutgoingAnswer => ({
  ...{ ok: true, status, url: "", contentType: "", retryAfterMs, body: new Uint8Array() },
});

test("[HOOK-6] an answer of 2xx is taken; what is overloaded or away is tried again without blaming the event", () => {
  const cases: [OutgoingAnswer, DeliveryOutcome][] = [
    [answered(200), "taken"],
    [answered(204), "taken"],
    [answered(301), "refused"],
    [answered(400), "refused"],
    [answered(404), "refused"],
    [answered(410), "gone"],
    [answered(429), "unreached"],
    [answered(500), "refused"],
    [answered(503), "unreached"],
    [{ ok: false, reason: "timed_out" }, "timed_out"],
    [{ ok: false, reason: "unreachable" }, "unreached"],
    [{ ok: false, reason: "unresolved" }, "unreached"],
    [{ ok: false, reason: "busy" }, "unreached"],
    [{ ok: false, reason: "redirected" }, "refused"],
    [{ ok: false, reason: "address_refused" }, "refused"],
  ];
  for (const [answer, outcome] of cases) expect(verdictOf(answer).outcome).toBe(outcome);
  expect(verdictOf(answered(503, 5_000)).retryAfterMs).toBe(5_000);
  expect(verdictOf(answered(503, 10 ** 9)).retryAfterMs).toBe(3_600_000);
});

test("[HOOK-6] waits double, spread over their second half, up to an hour", () => {
  const waits = [1, 2, 3, 4].map((failures) => backOffMs({ firstMs: 1_000, failures, random: 1 }));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(backOffMs({ firstMs: 1_000, failures: 3, random: 0 })).toBe(2_000);
  for (const failures of [12, 13, 50, 10_000]) {
    expect(backOffMs({ firstMs: 1_000, failures, random: 1 })).toBeLessThanOrEqual(3_600_000);
  }
});
