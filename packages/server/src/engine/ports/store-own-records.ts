/** What is kept of one user, for that user (DP-07), and what is still to be erased of a deleted one (DP-08). */
import type { ConversationKind, ExportSection } from "@parley/protocol";

export type RecordSection = Exclude<ExportSection, "messages">;

export interface OwnRecord {
  /** Where a page after this record goes on. */
  readonly key: string;
  readonly record: Readonly<Record<string, unknown>>;
}

export interface OwnRecordsReader {
  /** By key; nothing that others wrote, and no secret. */
  page(section: RecordSection, userId: number, afterKey: string | null, limit: number): Promise<OwnRecord[]>;
  /** The user's next conversation by id, feeds left out, also one that was left; null when there is none. */
  nextConversation(
    userId: number,
    afterConversationId: number,
  ): Promise<{ id: number; lastRev: number } | null>;
}

/** A conversation in which something of a deleted user is still to be erased, and how far that has come. */
export interface Erasure {
  readonly userId: number;
  readonly conversationId: number;
  readonly kind: ConversationKind;
  /** Of a feed: whose it is. */
  readonly ownerId: number | null;
  readonly afterRev: number;
  readonly lastRev: number;
}

export interface ErasuresWriter {
  /** Remembers every conversation of the user but feeds: the messages in them go. */
  beginMessages(userId: number): Promise<void>;
  /** Remembers the user's notes to oneself: the messages in them go. */
  beginNotes(userId: number): Promise<void>;
  /** Remembers the feeds of all who have to do with the user: what they tell of the user goes. */
  beginFeeds(userId: number): Promise<void>;
  /** Some that is not done. */
  next(): Promise<Erasure | null>;
  advance(erasure: Erasure, afterRev: number): Promise<void>;
  end(erasure: Erasure): Promise<void>;
}
