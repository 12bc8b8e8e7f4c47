/**
 * The index of messages (SRCH-5 .. SRCH-12): for each block of a conversation's log, one line a message with the marks of
 * its text. What a mark is, the engine knows. Written beside the way of sending, from the log, behind a kept cursor, and
 * so a moment late: what a line says is only where to look, the message itself decides. A line is there once.
 */

/** Numbers of events one block spans: what a search reads at least, and what one more message rewrites. */
export const eventsPerBlock = 32;

export interface MessageIndexReader {
  /** The conversations the user may read (or the one, if they may) with something indexed that was sent up to then. */
  sources(userId: number, conversationId: number | null, sentUpTo: number): Promise<SearchSource[]>;
  /** Blocks of the ranges, of each from the highest number down. */
  blocks(ranges: readonly BlockRange[], filter: BlockFilter): Promise<SearchBlock[]>;
  /** The messages at these places, in no order; those without content left out. */
  messages(places: readonly LogPlace[]): Promise<IndexedMessage[]>;
  /** Whether changes are noted for the index that it has taken. */
  hasTakenChanges(): Promise<boolean>;
}

export interface SearchSource {
  readonly conversationId: number;
  /** The highest number of a block with something that was sent up to the time asked for. */
  readonly number: number;
  /** Blocks with lower numbers hold nothing that the user may see. */
  readonly lowest: number;
  /** Nothing in this block or a lower one was sent later. */
  readonly newestAt: number;
}

export interface BlockRange {
  readonly conversationId: number;
  readonly low: number;
  readonly high: number;
}

export interface BlockFilter {
  /** Blocks that lack one of these come without their lines. */
  readonly marks: readonly string[];
  /** So do blocks of which everything was sent later. */
  readonly sentUpTo: number;
}

export interface SearchBlock {
  readonly conversationId: number;
  readonly number: number;
  /** Nothing in this block or a lower one was sent later. */
  readonly newestAt: number;
  /** Null when the filter says that there is nothing in it. */
  readonly lines: string | null;
}

export interface LogPlace {
  readonly conversationId: number;
  readonly rev: number;
}

/** A message of the log with content. */
export interface IndexedMessage extends LogPlace {
  readonly sentAt: number;
  /** As `message.list` shows it. */
  readonly text: string;
}

/** One to be taken into the index. */
export interface TakenMessage extends LogPlace {
  readonly sentAt: number;
  /** Its content, as it is stored. */
  readonly body: string;
}

export interface NewLines {
  readonly conversationId: number;
  readonly number: number;
  /** Of the messages in them, the first and the last time. */
  readonly oldestAt: number;
  readonly newestAt: number;
  readonly lines: string;
}

/** Keeps the index, on connections of its own: who sends does not wait for it. */
export interface MessageIndexer {
  /** How many a part takes when more are waiting: the more, the more often a block is written once for several. */
  readonly messagesPerPart: number;
  /** Runs one part in a transaction of the index, one after another; nothing of a part that throws is kept. */
  part<T>(run: (part: IndexPart) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface IndexPart {
  /**
   * The next messages of the log, at most about so many, and moves the cursor past them. Lines of messages that changed
   * are removed here, and those that have content still are among the taken. An index of another version, or of another
   * database, is emptied first. Of several nodes one takes at a time.
   */
  take(version: number, limit: number): Promise<{ messages: TakenMessage[]; isMore: boolean }>;
  /** Adds lines of messages that were taken in this part. */
  add(lines: readonly NewLines[]): Promise<void>;
}

export interface MessageIndexNotes extends MessageIndexReader {
  /** Forgets the notes of changes that the index has taken. */
  forgetTakenChanges(): Promise<void>;
}

/** A line begins with a line feed and the message's `rev`; no mark is such a character. */
export function lineOf(rev: number, marks: string): string {
  return `\n${rev}:${marks}`;
}

export function blockOf(rev: number): number {
  return Math.floor(rev / eventsPerBlock);
}
