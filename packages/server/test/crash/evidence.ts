/** What a crash test is judged by: what was done, what the database has, and what fresh clients read. */
import type { History } from "./history.ts";

/** One event of a log as it was read back. */
export interface StoredEvent {
  readonly rev: number;
  readonly print: number;
  /** Of a message alone. */
  readonly message: StoredMessage | null;
}

export interface StoredMessage {
  readonly id: string;
  readonly seq: number;
  readonly senderId: number;
  readonly sentAt: number;
  readonly hasContent: boolean;
}

export interface StoredConversation {
  readonly id: number;
  readonly lastRev: number;
  readonly lastSeq: number;
  readonly memberCount: number;
  readonly memberIds: readonly number[];
  readonly events: readonly StoredEvent[];
}

/** Everything, as one source tells it: the database itself, or one reader through the public interface. */
export interface Snapshot {
  readonly source: string;
  readonly conversations: ReadonlyMap<number, StoredConversation>;
}

export interface Evidence {
  readonly history: History;
  readonly database: Snapshot;
  /** What fresh clients read at the end: one of each user. */
  readonly readers: readonly Snapshot[];
}

export type Check = (evidence: Evidence) => string[];
