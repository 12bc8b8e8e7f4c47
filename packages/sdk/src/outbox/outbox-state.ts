/** The outbox as a fold of steps, the same in every tab whatever order the steps of different messages come in. Pure. */
import type { Content, RequestedExtras } from "@parley/protocol";
import type { ErrorCode } from "@parley/protocol/errors";

export type ErrorDetails = Readonly<Record<string, string | number>>;

export interface OutboxEntry {
  /** UUIDv7; entries are sent in the order of their ids. */
  readonly id: string;
  readonly conversationId: number;
  readonly content: Content;
  /** What was asked for besides the content. */
  readonly extras?: RequestedExtras;
  readonly createdAt: number;
  /** `accepted`: the server has it, and its event is about to come. */
  readonly state: "queued" | "failed" | "accepted";
  readonly errorCode?: ErrorCode;
  readonly errorDetails?: ErrorDetails;
  readonly accepted?: Accepted;
}

export interface Accepted {
  readonly rev: number;
  readonly seq: number;
  readonly sentAt: number;
}

export interface Refusal {
  readonly errorCode: ErrorCode;
  readonly errorDetails?: ErrorDetails;
}

export type OutboxStep =
  | { readonly kind: "add"; readonly entry: OutboxEntry }
  | { readonly kind: "retry"; readonly id: string }
  | { readonly kind: "discard"; readonly id: string }
  | ({ readonly kind: "fail"; readonly id: string } & Refusal)
  | { readonly kind: "accept"; readonly id: string; readonly accepted: Accepted };

export function applyOutboxStep(entries: readonly OutboxEntry[], step: OutboxStep): readonly OutboxEntry[] {
  if (step.kind === "add") {
    if (entries.some((entry) => entry.id === step.entry.id)) return entries;
    return [...entries, step.entry].sort((left, right) => (left.id < right.id ? -1 : 1));
  }
  const index = entries.findIndex((entry) => entry.id === step.id);
  const entry = entries[index];
  if (entry === undefined || entry.state === "accepted") return entries;
  switch (step.kind) {
    case "retry": {
      const { errorCode: _, errorDetails: __, ...queued } = entry;
      return entry.state === "failed" ? entries.with(index, { ...queued, state: "queued" }) : entries;
    }
    case "discard":
      return entries.toSpliced(index, 1);
    case "fail":
      return entries.with(index, failedEntry(entry, step));
    case "accept":
      return entries.with(index, { ...entry, state: "accepted", accepted: step.accepted });
    default:
      return step satisfies never;
  }
}

/** The entry after it was refused for good. */
export function failedEntry(entry: OutboxEntry, { errorCode, errorDetails }: Refusal): OutboxEntry {
  return { ...entry, state: "failed", errorCode, ...(errorDetails === undefined ? {} : { errorDetails }) };
}

/** For each conversation the message to be sent next; failed ones are passed over. */
export function nextToSend(entries: readonly OutboxEntry[]): Map<number, OutboxEntry> {
  const next = new Map<number, OutboxEntry>();
  for (const entry of entries) {
    if (entry.state === "queued" && !next.has(entry.conversationId)) next.set(entry.conversationId, entry);
  }
  return next;
}
