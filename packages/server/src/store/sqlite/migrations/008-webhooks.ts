/** Webhooks and bots: how far the log was told, to whom, and what was not taken; addresses that write here; commands. */
export const webhooks = {
  name: "008-webhooks",
  statements: [
    // How far one that follows the log has come in it.
    `create table log_cursors (name text primary key, position integer not null) without rowid`,
    `create table webhooks (
      id text primary key,
      conversation_id integer,
      name text not null,
      url text not null,
      events text not null,
      includes_direct integer not null,
      is_enabled integer not null,
      secret text not null,
      old_secret text,
      old_secret_until integer not null,
      created_by integer not null,
      created_at integer not null,
      -- Told in vain without anything in between that was taken.
      failure_count integer not null,
      failing_since integer,
      next_attempt_at integer not null,
      stopped_at integer) without rowid`,
    // What of a conversation a webhook was told, and up to where there is more.
    `create table webhook_lanes (
      webhook_id text not null,
      conversation_id integer not null,
      done_rev integer not null,
      last_rev integer not null,
      attempts integer not null,
      due_at integer not null,
      claimed_until integer not null,
      primary key (webhook_id, conversation_id)) without rowid`,
    `create index webhook_lanes_open on webhook_lanes (webhook_id, due_at) where done_rev < last_rev`,
    `create table webhook_failures (
      id integer primary key autoincrement,
      webhook_id text not null,
      conversation_id integer not null,
      rev integer not null,
      reason text not null,
      attempts integer not null,
      failed_at integer not null,
      -- Set while it is to be told again.
      retry_at integer)`,
    `create index webhook_failures_by_webhook on webhook_failures (webhook_id, id)`,
    `create index webhook_failures_to_retry on webhook_failures (retry_at) where retry_at is not null`,
    `create table incoming_webhooks (
      id text primary key,
      conversation_id integer not null,
      bot_id integer not null,
      name text not null,
      secret_digest text not null unique,
      created_by integer not null,
      created_at integer not null,
      last_used_at integer,
      revoked_at integer) without rowid`,
    `create index incoming_webhooks_by_conversation on incoming_webhooks (conversation_id)`,
    `create table bot_commands (
      user_id integer not null,
      name text not null,
      description text not null,
      position integer not null,
      primary key (user_id, name)) without rowid`,
  ],
} as const;
