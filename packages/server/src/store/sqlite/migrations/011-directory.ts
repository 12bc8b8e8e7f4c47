/** What conversations are found by, who finds them, and the ones there is only one of. */

/** Version 4, made by the database's own random numbers, which begin from the system's. */
export const randomUuid = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
  substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

export const directory = {
  name: "011-directory",
  statements: [
    `alter table conversations add column uuid text`,
    `update conversations set uuid = ${randomUuid}`,
    `create unique index conversations_by_uuid on conversations (uuid)`,
    `alter table conversations add column number text`,
    `create unique index conversations_by_number on conversations (number) where number is not null`,
    `alter table conversations add column category integer not null default 0`,
    // 1: nobody gave it its name, it is made of its members'.
    `alter table conversations add column is_auto_named integer not null default 0`,
    // 1: everybody finds it.
    `alter table conversations add column is_public integer not null default 0`,
    `create index conversations_public on conversations (id) where is_public = 1`,
    `create index conversations_public_by_category on conversations (category, id) where is_public = 1`,
    `create index conversations_by_owner on conversations (owner_id) where kind = 'group'`,
    `create unique index conversations_lobby on conversations (kind) where kind = 'lobby'`,
    `create unique index conversations_notes on conversations (owner_id) where kind = 'notes'`,
    `create table group_tokens (
      token text not null,
      conversation_id integer not null,
      primary key (token, conversation_id)) without rowid`,
    `create index group_tokens_by_conversation on group_tokens (conversation_id)`,
    // Groups whose owner is deleted, until they are handed over.
    `create table ownerless_groups (conversation_id integer primary key)`,
  ],
} as const;
