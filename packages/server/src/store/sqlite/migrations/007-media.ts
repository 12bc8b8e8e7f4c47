/** Files: what is known of them, which blobs they share, which messages show them, and which blobs are to go. */
export const media = {
  name: "007-media",
  statements: [
    `create table media (
      id text primary key,
      owner_id integer not null,
      kind text not null,
      name text not null,
      bytes integer not null,
      blob_key text not null,
      type text,
      sha256 text,
      width integer,
      height integer,
      duration_ms integer,
      placeholder text,
      created_at integer not null,
      complete_at integer,
      -- Null while a message shows it, or it is a picture of somebody.
      unused_since integer) without rowid`,
    `create index media_by_owner on media (owner_id, bytes, complete_at)`,
    `create index media_newest on media (owner_id, created_at, id)`,
    `create index media_unused on media (unused_since) where unused_since is not null`,
    // The same content is kept once; refs counts the files that have it.
    `create table media_blobs (
      content text primary key,
      blob_key text not null,
      refs integer not null) without rowid`,
    `create table media_uses (
      media_id text not null,
      conversation_id integer not null,
      message_id text not null,
      -- 0: it takes no room of the conversation.
      is_counted integer not null default 1,
      primary key (media_id, conversation_id, message_id)) without rowid`,
    `create index media_uses_by_message on media_uses (conversation_id, message_id)`,
    // Bytes of the files a conversation shows, counted once for each message that shows one.
    `create table media_totals (
      conversation_id integer primary key,
      bytes integer not null)`,
    // Whose picture a file is: of a user, a group, what was made of a group's faces, or of a member in one group.
    `create table picture_uses (
      media_id text not null,
      kind text not null,
      conversation_id integer not null,
      user_id integer not null,
      primary key (kind, conversation_id, user_id)) without rowid`,
    `create index picture_uses_by_media on picture_uses (media_id)`,
    `create index picture_uses_by_user on picture_uses (user_id)`,
    `create index picture_uses_by_conversation on picture_uses (conversation_id)`,
    `create table media_removals (blob_key text primary key) without rowid`,
  ],
} as const;
