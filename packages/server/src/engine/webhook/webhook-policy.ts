/** What became of a delivery, and when the next one is tried. Pure (HOOK-6, HOOK-7). */
import type { OutgoingAnswer } from "../ports/outgoing.ts";

/**
 * `taken`: any answer of 2xx. `gone`: 410, the receiver wants no more. `unreached`: nobody was there, or asked for
 * time; the event is not to blame. `refused`: the event itself was answered with an error. `timed_out`: either.
 */
export type DeliveryOutcome = "taken" | "gone" | "unreached" | "refused" | "timed_out";

export interface DeliveryVerdict {
  readonly outcome: DeliveryOutcome;
  /** For people: what was answered or happened. */
  readonly reason: string;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number;
}

/** The receiver is at its limit, or what stands before it does not reach it. */
const overloadedStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** However long the receiver asks for. */
const retryAfterMsMax = 3_600_000;

export function verdictOf(answer: OutgoingAnswer): DeliveryVerdict {
  if (!answer.ok) {
    const { reason } = answer;
    return { outcome: outcomeOfFailure(reason), reason, retryAfterMs: 0 };
  }
  const { status } = answer;
  const reason = `status ${status}`;
  const retryAfterMs = Math.min(answer.retryAfterMs ?? 0, retryAfterMsMax);
  if (status >= 200 && status <= 299) return { outcome: "taken", reason, retryAfterMs: 0 };
  if (status === 410) return { outcome: "gone", reason, retryAfterMs };
  return { outcome: overloadedStatuses.has(status) ? "unreached" : "refused", reason, retryAfterMs };
}

function outcomeOfFailure(reason: string): DeliveryOutcome {
  if (reason === "timed_out") return "timed_out";
  return ["unreachable", "unresolved", "busy"].includes(reason) ? "unreached" : "refused";
}

export interface BackOff {
  readonly firstMs: number;
  /** From 1. */
  readonly failures: number;
  /** From 0 to 1: many that failed at once come back spread out. */
  readonly random: number;
}

/** Doublings of the first wait, after which it grows no more: an hour of a second. */
const doublingsMax = 12;
const waitMsMax = 3_600_000;

export function backOffMs({ firstMs, failures, random }: BackOff): number {
  const full = Math.min(firstMs * 2 ** Math.min(failures - 1, doublingsMax), waitMsMax);
  return Math.round(full * (0.5 + random / 2));
}
