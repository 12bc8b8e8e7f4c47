/** What one user marked of messages for themselves: hidden and saved ones. Nobody else sees it. */

export interface HiddenMessagesReader {
  /** Numbers of the messages the user hid between two numbers, both included. */
  between(userId: number, conversationId: number, fromSeq: number, toSeq: number): Promise<number[]>;
}

export interface HiddenMessagesWriter extends HiddenMessagesReader {
  /**
   * Hides them, and lets the member's head count as changed; answers those that were not hidden before. The count is of
   * all that the user hid in the conversation then.
   */
  add(
    userId: number,
    conversationId: number,
    seqs: readonly number[],
  ): Promise<{ added: number[]; count: number }>;
}

export interface SavedMessage {
  /** Grows with each that is saved. */
  readonly id: number;
  readonly conversationId: number;
  /** The event that brought the message. */
  readonly rev: number;
  readonly savedAt: number;
}

export interface SavedMessagesReader {
  /** Newest first, those before the given one; null begins at the newest. */
  page(userId: number, before: number | null, limit: number): Promise<SavedMessage[]>;
  count(userId: number): Promise<number>;
  find(userId: number, conversationId: number, rev: number): Promise<SavedMessage | null>;
}

export interface SavedMessagesWriter extends SavedMessagesReader {
  insert(userId: number, message: Omit<SavedMessage, "id">): Promise<void>;
  /** False when it was not saved. */
  remove(userId: number, conversationId: number, rev: number): Promise<boolean>;
}
