/** What contents of messages need besides the log. */
export const contentKinds = {
  name: "009-content-kinds",
  statements: [
    // Messages forwarded as one: what each said, and where it is from.
    `create table forwarded_messages (
      conversation_id integer not null,
      rev integer not null,
      place integer not null,
      message_id text not null,
      origin_conversation_id integer not null,
      origin_rev integer not null,
      sender_id integer not null,
      sent_at integer not null,
      -- Null once the original was recalled.
      body text,
      primary key (conversation_id, rev, place)) without rowid`,
    `create index forwarded_by_origin on forwarded_messages (origin_conversation_id, origin_rev)`,
    // Each option is a bit of the choice.
    `create table poll_votes (
      conversation_id integer not null,
      rev integer not null,
      user_id integer not null,
      choice integer not null,
      primary key (conversation_id, rev, user_id)) without rowid`,
    // Texts that bots write bit by bit; of one that is whole only which event told so.
    `create table streams (
      conversation_id integer not null,
      rev integer not null,
      message_id text not null,
      sender_id integer not null,
      body text not null,
      changed_at integer not null,
      ended_rev integer,
      primary key (conversation_id, rev)) without rowid`,
    `create index streams_by_change on streams (changed_at) where ended_rev is null`,
    `create index streams_by_sender on streams (sender_id) where ended_rev is null`,
  ],
} as const;
