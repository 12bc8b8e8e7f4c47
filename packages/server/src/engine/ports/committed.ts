/**
 * What a commit leaves to be told. Delivery knows nothing but these: it never asks why something happened.
 */
import type { SessionEndReason } from "@parley/protocol";

/** A committed event of a conversation, encoded once for everybody. */
export interface CommittedEvent {
  readonly conversationId: number;
  readonly rev: number;
  /** The push as JSON text. */
  readonly text: string;
  readonly added?: readonly number[];
  readonly removed?: readonly number[];
}

/** Something lossy. */
export type Signal = ConversationSignal | PeopleSignal | WatchEnd;

/** For the members of a conversation who are online. */
export interface ConversationSignal {
  readonly conversationId: number;
  /** The push as JSON text. */
  readonly text: string;
  /** Whom it is about. Their own devices are told even where there are too many others to tell. */
  readonly userId: number;
  /** Not told to that user's own devices at all: they know. */
  readonly isForOthersOnly?: boolean;
  /** Told to nobody but that user's own devices. */
  readonly isForSelfOnly?: boolean;
}

/** For those of the users who are online. */
export interface PeopleSignal {
  readonly userIds: readonly number[];
  /** The push as JSON text. */
  readonly text: string;
}

/** From now on one user is not told whether the other is online: to the watcher, they have left. */
export interface WatchEnd {
  readonly watcherId: number;
  readonly watchedId: number;
}

/** A session that is over: its sockets close, its access tokens stop being accepted (CON-16). */
export interface EndedSession {
  readonly sessionId: string;
  readonly userId: number;
  readonly endedAt: number;
  readonly reason: SessionEndReason;
}

/** All that one commit leaves, in the order of the jobs. */
export interface CommittedBatch {
  /**
   * Counts the writer's batches from 1, without gaps. A batch that holds nothing repeats the newest number, so that
   * the loss of the last one is noticed as well. 0 for batches of lossy signals, which nobody misses.
   */
  readonly position: number;
  readonly events: readonly CommittedEvent[];
  readonly signals: readonly Signal[];
  readonly endedSessions: readonly EndedSession[];
}
