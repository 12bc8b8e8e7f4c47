/**
 * How far those that follow the whole log have come in it: one cursor for each name. Who takes holds the cursor until
 * the commit, so of several nodes one does at a time, and what is taken and what is made of it are one transaction.
 */
import type { EventName } from "./event-record.ts";

export type LogCursorName = "webhooks" | "link previews";

/** An event that is new to who follows. Of one conversation a later one never comes without all before it. */
export interface FollowedEvent {
  readonly conversationId: number;
  readonly rev: number;
  readonly name: EventName;
  readonly actorId: number;
  readonly at: number;
  /** Only of a message. */
  readonly id: string | null;
  readonly body: string | null;
}

export interface LogCursorsReader {
  isStarted(name: LogCursorName): Promise<boolean>;
  /** Whether there may be something to take; never before the cursor was started. */
  hasNews(name: LogCursorName): Promise<boolean>;
}

export interface LogCursorsWriter extends LogCursorsReader {
  /** Puts the cursor at the end of the log: what comes from now on is taken, and perhaps a little from before. */
  start(name: LogCursorName): Promise<void>;
  /** The next events, about so many, in the order of `rev` within a conversation, and moves the cursor past them. */
  take(name: LogCursorName, limit: number): Promise<{ events: FollowedEvent[]; isMore: boolean }>;
}
