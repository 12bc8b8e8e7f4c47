/** Names that other systems give, and how far clients were told that keep no position of their own. */
export const dialects = {
  name: "012-dialects",
  statements: [
    `create table external_ids (
      namespace text not null,
      external text not null,
      entity_id bigint not null,
      primary key (namespace, external))`,
    `create index external_ids_by_entity on external_ids (namespace, entity_id)`,
    // The row of conversation 0 holds the mark.
    `create table delivery_cursors (
      user_id bigint not null,
      consumer text not null,
      conversation_id bigint not null,
      rev bigint not null,
      mark text,
      primary key (user_id, consumer, conversation_id))`,
  ],
} as const;
