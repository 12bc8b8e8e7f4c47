/** How long conversations keep their messages, and how far what is older was erased. */

export interface RetainedConversation {
  readonly conversationId: number;
  /** Messages up to this number are gone. */
  readonly purgedSeq: number;
  /** How long this conversation keeps messages, where its group says so. */
  readonly retentionMs: number | null;
}

export interface RetentionReader {
  /** Conversations that have messages, by id, those after the given one; `isOwn`: with a time of their own alone. */
  page(afterConversationId: number, limit: number, isOwn: boolean): Promise<RetainedConversation[]>;
  find(conversationId: number): Promise<RetainedConversation | null>;
}

export interface RetentionWriter extends RetentionReader {
  /** Of a conversation the caller holds: nobody sees a message up to this one any more, and all of them count as read. */
  purge(conversationId: number, through: { readonly rev: number; readonly seq: number }): Promise<void>;
}
