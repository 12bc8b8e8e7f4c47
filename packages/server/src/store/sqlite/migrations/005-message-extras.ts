/** What users and the server keep of messages besides the log. */
export const messageExtras = {
  name: "005-message-extras",
  statements: [
    // What a message has besides its content, as JSON.
    `alter table log add column extra text`,
    // What a reader hid from themselves; in the member's row how many, so that who hid nothing pays nothing.
    `create table hidden_messages (
      user_id integer not null,
      conversation_id integer not null,
      seq integer not null,
      primary key (user_id, conversation_id, seq)) without rowid`,
    `alter table members add column hidden_count integer not null default 0`,
    `create table saved_messages (
      id integer primary key autoincrement,
      user_id integer not null,
      conversation_id integer not null,
      rev integer not null,
      saved_at integer not null,
      unique (user_id, conversation_id, rev))`,
    // What edited messages said before.
    `create table message_edits (
      conversation_id integer not null,
      message_rev integer not null,
      rev integer not null,
      body text not null,
      at integer not null,
      primary key (conversation_id, message_rev, rev)) without rowid`,
    `create table pinned_messages (
      id integer primary key autoincrement,
      conversation_id integer not null,
      rev integer not null,
      pinned_by integer not null,
      pinned_at integer not null,
      unique (conversation_id, rev))`,
    `create index pinned_messages_by_conversation on pinned_messages (conversation_id, id)`,
    `create index saved_messages_by_user on saved_messages (user_id, id)`,
  ],
} as const;
