/** Files: what is known of them, which blobs they share, which messages show them, and which blobs are to go. */
export const media = {
  name: "007-media",
  statements: [
    `create table media (
      id text primary key,
      owner_id bigint not null,
      kind text not null,
      name text not null,
      bytes bigint not null,
      blob_key text not null,
      type text,
      sha256 text,
      width bigint,
      height bigint,
      duration_ms bigint,
      placeholder text,
      created_at bigint not null,
      complete_at bigint,
      -- Null while a message shows it, or it is a picture of somebody.
      unused_since bigint)`,
    `create index media_by_owner on media (owner_id, bytes, complete_at)`,
    `create index media_newest on media (owner_id, created_at, id)`,
    `create index media_unused on media (unused_since) where unused_since is not null`,
    // The same content is kept once; refs counts the files that have it.
    `create table media_blobs (
      content text primary key,
      blob_key text not null,
      refs bigint not null)`,
    `create table media_uses (
      media_id text not null,
      conversation_id bigint not null,
      message_id text not null,
      -- 0: it takes no room of the conversation.
      is_counted smallint not null default 1,
      primary key (media_id, conversation_id, message_id))`,
    `create index media_uses_by_message on media_uses (conversation_id, message_id)`,
    // Bytes of the files a conversation shows, counted once for each message that shows one.
    `create table media_totals (
      conversation_id bigint primary key,
      bytes bigint not null)`,
    // Whose picture a file is: of a user, a group, what was made of a group's faces, or of a member in one group.
    `create table picture_uses (
      media_id text not null,
      kind text not null,
      conversation_id bigint not null,
      user_id bigint not null,
      primary key (kind, conversation_id, user_id))`,
    `create index picture_uses_by_media on picture_uses (media_id)`,
    `create index picture_uses_by_user on picture_uses (user_id)`,
    `create index picture_uses_by_conversation on picture_uses (conversation_id)`,
    `create table media_removals (blob_key text primary key)`,
  ],
} as const;
