/** What happened to messages after they were sent, besides what the log's own rows say. */

export interface StoredEdit {
  /** The event that told of it. */
  readonly rev: number;
  /** Content before it, as JSON text. */
  readonly body: string;
  readonly at: number;
}

export interface MessageEditsReader {
  /** Of the message that this event brought, oldest first. */
  list(conversationId: number, messageRev: number): Promise<StoredEdit[]>;
}

export interface MessageEditsWriter extends MessageEditsReader {
  insert(conversationId: number, messageRev: number, edit: StoredEdit): Promise<void>;
  /** Forgets all edits of the message; answers the events that told of them. */
  erase(conversationId: number, messageRev: number): Promise<number[]>;
}

export interface PinnedMessage {
  /** Grows with each that is pinned. */
  readonly id: number;
  /** The event that brought the message. */
  readonly rev: number;
  readonly pinnedBy: number;
  readonly pinnedAt: number;
}

export interface PinnedMessagesReader {
  /** Newest first, those before the given one; null begins at the newest. */
  page(conversationId: number, before: number | null, limit: number): Promise<PinnedMessage[]>;
  count(conversationId: number): Promise<number>;
}

export interface PinnedMessagesWriter extends PinnedMessagesReader {
  insert(conversationId: number, message: Omit<PinnedMessage, "id">): Promise<void>;
  remove(conversationId: number, rev: number): Promise<void>;
}
