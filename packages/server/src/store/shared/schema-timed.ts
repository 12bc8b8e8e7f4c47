/** Tables of what happens by itself at a time. */
import type { Generated } from "kysely";

export interface TimedConversationColumns {
  /** Messages up to these are gone. */
  purged_rev: Generated<number>;
  purged_seq: Generated<number>;
  /** How long it keeps messages, where its group says so. */
  retention_ms: Generated<number | null>;
}

export interface TimedSchema {
  scheduled_messages: ScheduledMessagesTable;
  expiring_messages: ExpiringMessagesTable;
}

interface ScheduledMessagesTable {
  user_id: number;
  conversation_id: number;
  message_id: string;
  body: string;
  send_at: number;
  created_at: number;
  failed_at: number | null;
  error_code: string | null;
  told_rev: number;
}

interface ExpiringMessagesTable {
  conversation_id: number;
  rev: number;
  seq: number;
  message_id: string;
  sender_id: number;
  due_at: number;
  /** How long it lasts once it is read; null where that does not matter, or it is read. */
  read_ms: number | null;
}
