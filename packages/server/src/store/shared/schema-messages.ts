/** Tables of what is kept of messages besides the log. */
import type { Generated } from "kysely";

export interface MessagesSchema {
  hidden_messages: HiddenMessagesTable;
  saved_messages: SavedMessagesTable;
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
