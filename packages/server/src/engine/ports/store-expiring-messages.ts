/** Messages whose content is erased at a time. Callers hold the conversation of what they add or remove. */

export interface ExpiringMessage {
  readonly conversationId: number;
  /** The event that brought it. */
  readonly rev: number;
  readonly seq: number;
  readonly id: string;
  readonly senderId: number;
  readonly dueAt: number;
  /** How long it lasts once it is read; null where that does not matter, or it is read. */
  readonly readMs: number | null;
}

export interface ExpiringMessagesReader {
  hasDue(now: number): Promise<boolean>;
}

export interface ReadUpTo {
  readonly conversationId: number;
  readonly userId: number;
  /** Messages after the first and up to the second were read by the user. */
  readonly firstSeq: number;
  readonly seq: number;
}

export interface ExpiringMessagesWriter extends ExpiringMessagesReader {
  insert(message: ExpiringMessage): Promise<void>;
  /** Lets the time begin of those that wait to be read by somebody else than their sender; never later than before. */
  beginRead(read: ReadUpTo, now: number): Promise<void>;
  remove(conversationId: number, rev: number): Promise<void>;
  /** Removes and answers the first of those that are due; of several who ask at once each gets others. */
  take(now: number, limit: number): Promise<ExpiringMessage[]>;
}
