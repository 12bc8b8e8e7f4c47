/** Tables of what is kept of messages besides the log. */
import type { Generated } from "kysely";

export interface MessagesSchema {
  hidden_messages: HiddenMessagesTable;
  saved_messages: SavedMessagesTable;
  message_edits: MessageEditsTable;
  pinned_messages: PinnedMessagesTable;
}

export interface MessageMemberColumns {
  /** Messages the member hid from themselves in the conversation. */
  hidden_count: Generated<number>;
}

interface HiddenMessagesTable {
  user_id: number;
  conversation_id: number;
  seq: number;
}

interface SavedMessagesTable {
  id: Generated<number>;
  user_id: number;
  conversation_id: number;
  rev: number;
  saved_at: number;
}

interface MessageEditsTable {
  conversation_id: number;
  message_rev: number;
  rev: number;
  body: string;
  at: number;
}

interface PinnedMessagesTable {
  id: Generated<number>;
  conversation_id: number;
  rev: number;
  pinned_by: number;
  pinned_at: number;
}
