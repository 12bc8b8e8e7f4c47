/** Tables of webhooks and bots. */
import type { Generated } from "kysely";

export interface WebhooksSchema {
  webhooks: WebhooksTable;
  webhook_lanes: WebhookLanesTable;
  webhook_failures: WebhookFailuresTable;
  incoming_webhooks: IncomingWebhooksTable;
  bot_commands: BotCommandsTable;
}

interface WebhooksTable {
  id: string;
  /** Null: of every conversation. */
  conversation_id: number | null;
  name: string;
  url: string;
  /** JSON array of names. */
  events: string;
  includes_direct: number;
  is_enabled: number;
  secret: string;
  old_secret: string | null;
  old_secret_until: number;
  created_by: number;
  created_at: number;
  failure_count: number;
  failing_since: number | null;
  next_attempt_at: number;
  stopped_at: number | null;
}

interface WebhookLanesTable {
  webhook_id: string;
  conversation_id: number;
  done_rev: number;
  last_rev: number;
  attempts: number;
  due_at: number;
  claimed_until: number;
}

interface WebhookFailuresTable {
  id: Generated<number>;
  webhook_id: string;
  conversation_id: number;
  rev: number;
  reason: string;
  attempts: number;
  failed_at: number;
  retry_at: number | null;
}

interface IncomingWebhooksTable {
  id: string;
  conversation_id: number;
  bot_id: number;
  name: string;
  secret_digest: string;
  created_by: number;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

interface BotCommandsTable {
  user_id: number;
  name: string;
  description: string;
  position: number;
}
