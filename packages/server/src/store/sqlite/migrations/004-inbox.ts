import { eventKinds } from "../../../engine/ports/event-record.ts";

const message = eventKinds["message.sent"];

/** What members keep of conversations for themselves, and who was mentioned where. */
export const inbox = {
  name: "004-inbox",
  statements: [
    // JSON of what is set, as clients see it; null where nothing is.
    `alter table members add column own text`,
    // Of it, what the order and the choice of a list need.
    `alter table members add column pinned_at integer not null default 0`,
    `alter table members add column unlisted_seq integer not null default -1`,
    // A text not sent, as JSON, and the newest message as of it: a message of one's own ends it.
    `alter table members add column draft text`,
    `alter table members add column draft_seq integer not null default 0`,
    `alter table members add column delivered_seq integer not null default 0`,
    // The newest message that mentions the member by name.
    `alter table members add column mention_seq integer not null default 0`,
    // Of who cleared the history: what first_seq was before, which says what they could have read.
    `alter table members add column uncleared_seq integer`,
    // 1: keeps to themselves how far they have read, and is not told it of others.
    `alter table users add column hides_receipts integer not null default 0`,
    // The newest message that mentions everybody.
    `alter table conversations add column mention_all_seq integer not null default 0`,
    // The newest message that was recalled: a head looks for such messages only where there may be some.
    `alter table conversations add column recalled_seq integer not null default 0`,
    `create trigger note_recalled after update of recalled_at on log
      when old.kind = ${message} and old.recalled_at is null and new.recalled_at is not null
      begin
        update conversations set recalled_seq = max(recalled_seq, new.seq) where id = new.conversation_id;
      end`,
    `create table mentions (
      conversation_id integer not null,
      seq integer not null,
      -- 0: everybody.
      user_id integer not null,
      primary key (conversation_id, seq, user_id)) without rowid`,
    `create index mentions_by_user on mentions (conversation_id, user_id, seq)`,
    `create table folders (
      id integer primary key autoincrement,
      user_id integer not null,
      name text not null,
      place integer not null)`,
    `create index folders_by_user on folders (user_id, place)`,
    // A message whose content goes mentions nobody any more, whatever statement it is that erases (INV-18).
    `create trigger mentions_end_erased after update of body on log
      when old.kind = ${message} and old.body is not null and new.body is null
      begin delete from mentions where conversation_id = old.conversation_id and seq = old.seq; end`,
    `create trigger mentions_end_deleted after delete on log when old.kind = ${message}
      begin delete from mentions where conversation_id = old.conversation_id and seq = old.seq; end`,
  ],
} as const;
