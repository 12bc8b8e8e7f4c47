/** What conversations are found by, who finds them, and the ones there is only one of. */
export const directory = {
  name: "011-directory",
  statements: [
    `alter table conversations add column uuid text collate "C" not null default gen_random_uuid()::text`,
    `create unique index conversations_by_uuid on conversations (uuid)`,
    `alter table conversations add column number text collate "C"`,
    `create unique index conversations_by_number on conversations (number) where number is not null`,
    `alter table conversations add column category smallint not null default 0`,
    // 1: nobody gave it its name, it is made of its members'.
    `alter table conversations add column is_auto_named smallint not null default 0`,
    // 1: everybody finds it.
    `alter table conversations add column is_public smallint not null default 0`,
    `create index conversations_public on conversations (id) where is_public = 1`,
    `create index conversations_public_by_category on conversations (category, id) where is_public = 1`,
    `create index conversations_by_owner on conversations (owner_id) where kind = 'group'`,
    `create unique index conversations_lobby on conversations (kind) where kind = 'lobby'`,
    `create unique index conversations_notes on conversations (owner_id) where kind = 'notes'`,
    `create table group_tokens (
      token text collate "C" not null,
      conversation_id bigint not null,
      primary key (token, conversation_id))`,
    `create index group_tokens_by_conversation on group_tokens (conversation_id)`,
    // Groups whose owner is deleted, until they are handed over.
    `create table ownerless_groups (conversation_id bigint primary key)`,
  ],
} as const;
