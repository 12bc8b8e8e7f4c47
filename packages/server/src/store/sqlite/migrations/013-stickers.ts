/** Packs of stickers, which images are in them, and who has installed them. */
export const stickers = {
  name: "013-stickers",
  statements: [
    `create table sticker_packs (
      id text primary key,
      -- Null: it is the server's.
      owner_id integer,
      name text not null,
      is_shared integer not null,
      created_at integer not null,
      changed_at integer not null) without rowid`,
    `create index sticker_packs_by_owner on sticker_packs (owner_id)`,
    `create table stickers (
      pack_id text not null,
      id text not null,
      media_id text not null,
      emoji text,
      place integer not null,
      primary key (pack_id, id)) without rowid`,
    `create unique index stickers_by_media on stickers (media_id, pack_id)`,
    `create index stickers_by_place on stickers (pack_id, place)`,
    `create table installed_sticker_packs (
      user_id integer not null,
      pack_id text not null,
      installed_at integer not null,
      primary key (user_id, pack_id)) without rowid`,
  ],
} as const;
