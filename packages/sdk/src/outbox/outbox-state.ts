/** The outbox as a fold of steps, the same in every tab whatever order the steps of different messages come in. Pure. */
import type { Content, MediaKind, RequestedExtras } from "@parley/protocol";
import type { ErrorCode } from "@parley/protocol/errors";

export type ErrorDetails = Readonly<Record<string, string | number>>;

/** A file of a message on its way. */
export interface OutgoingFile {
  /** UUIDv7: stands in the content where the id of the file will be. */
  readonly id: string;
  readonly kind: MediaKind;
  readonly name: string;
  readonly bytes: number;
  /** Of a voice or video. */
  readonly durationMs?: number;
  /** The message goes without it where it is refused. */
  readonly isOptional?: true;
  /** What the server calls it; null: the message goes without it; left out: it is not there yet. */
  readonly mediaId?: string | null;
}

export interface OutboxEntry {
  /** UUIDv7; entries are sent in the order of their ids, those with files when their files are there. */
  readonly id: string;
  readonly conversationId: number;
  readonly content: Content;
  /** What was asked for besides the content. */
  readonly extras?: RequestedExtras;
  readonly createdAt: number;
  /** `uploading`: its files are on their way. `accepted`: the server has it, and its event is about to come. */
  readonly state: "uploading" | "queued" | "failed" | "accepted";
  /** Files that the content names. */
  readonly files?: readonly OutgoingFile[];
  /** Of the files, from 0 to 1. */
  readonly progress?: number;
  /** The files wait until somebody says that they may go on. */
  readonly isPaused?: boolean;
  readonly errorCode?: ErrorCode;
  readonly errorDetails?: ErrorDetails;
  /** Of one that failed: the newest message of the conversation by then. It stands behind that one, not below all to come. */
  readonly failedAfterSeq?: number;
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
  readonly failedAfterSeq?: number;
}

export type OutboxStep =
  | { readonly kind: "add"; readonly entry: OutboxEntry }
  | { readonly kind: "retry"; readonly id: string }
  | { readonly kind: "discard"; readonly id: string }
  | { readonly kind: "upload"; readonly id: string; readonly progress: number }
  | { readonly kind: "pause"; readonly id: string; readonly isPaused: boolean }
  | {
      readonly kind: "uploaded";
      readonly id: string;
      readonly fileId: string;
      readonly mediaId: string | null;
    }
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
      const { errorCode: _, errorDetails: __, failedAfterSeq: ___, ...queued } = entry;
      return entry.state === "failed" ? entries.with(index, withFiles(queued, entry.files)) : entries;
    }
    case "upload":
    case "pause": {
      const { kind: _, ...changes } = step;
      return entry.state === "uploading" ? entries.with(index, { ...entry, ...changes }) : entries;
    }
    case "uploaded": {
      const { fileId, mediaId } = step;
      const files = entry.files?.map((file) => (file.id === fileId ? { ...file, mediaId } : file));
      return entry.state === "uploading" ? entries.with(index, withFiles(entry, files)) : entries;
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
export function failedEntry(
  entry: OutboxEntry,
  { errorCode, errorDetails, failedAfterSeq }: Refusal,
): OutboxEntry {
  return {
    ...{ ...entry, state: "failed", errorCode },
    ...(errorDetails === undefined ? {} : { errorDetails }),
    ...(failedAfterSeq === undefined ? {} : { failedAfterSeq }),
  };
}

/** The entry with its files as they are now: it can be sent once all of them are there. */
export function withFiles(entry: OutboxEntry, files: OutboxEntry["files"]): OutboxEntry {
  if (files === undefined) return { ...entry, state: "queued" };
  if (files.some(({ mediaId }) => mediaId === undefined)) return { ...entry, files, state: "uploading" };
  const mediaIds = new Map(files.map(({ id, mediaId }) => [id, mediaId ?? undefined]));
  const content: Content = JSON.parse(JSON.stringify(entry.content), (_key, value) =>
    mediaIds.has(value) ? mediaIds.get(value) : value,
  );
  return { ...entry, files, content, state: "queued" };
}

/**
 * For each conversation the message to be sent next. Failed ones are passed over, and so are those whose files are on
 * their way, but for messages with files: these keep their order among each other, unless one is paused.
 */
export function nextToSend(entries: readonly OutboxEntry[]): Map<number, OutboxEntry> {
  const next = new Map<number, OutboxEntry>();
  const uploadingIds = new Set<number>();
  for (const entry of entries) {
    const { conversationId, files, isPaused, state } = entry;
    if (state === "uploading" && isPaused !== true) uploadingIds.add(conversationId);
    const mustWait = files !== undefined && uploadingIds.has(conversationId);
    if (state === "queued" && !mustWait && !next.has(conversationId)) next.set(conversationId, entry);
  }
  return next;
}
