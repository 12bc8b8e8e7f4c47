/** What happens by itself at a time: messages that are sent, that expire, and that are purged. */
export const timed = {
  name: "010-timed",
  statements: [
    `create table scheduled_messages (
      user_id integer not null,
      conversation_id integer not null,
      message_id text not null,
      -- What the sending is given, as JSON.
      body text not null,
      send_at integer not null,
      created_at integer not null,
      failed_at integer,
      error_code text,
      -- The event of the feed that tells of it as it is now.
      told_rev integer not null,
      primary key (user_id, conversation_id, message_id)) without rowid`,
    `create index scheduled_messages_due on scheduled_messages (send_at) where failed_at is null`,
    `create table expiring_messages (
      conversation_id integer not null,
      rev integer not null,
      seq integer not null,
      message_id text not null,
      sender_id integer not null,
      due_at integer not null,
      -- How long it lasts once it is read; null where that does not matter, or it is read.
      read_ms integer,
      primary key (conversation_id, rev)) without rowid`,
    `create index expiring_messages_due on expiring_messages (due_at)`,
    `create index expiring_messages_unread on expiring_messages (conversation_id, seq) where read_ms is not null`,
    // Messages up to these are gone for everybody.
    `alter table conversations add column purged_rev integer not null default 0`,
    `alter table conversations add column purged_seq integer not null default 0`,
    // Of a group that keeps messages for a time of its own.
    `alter table conversations add column retention_ms integer`,
    `create index conversations_retained on conversations (id) where retention_ms is not null`,
  ],
} as const;
