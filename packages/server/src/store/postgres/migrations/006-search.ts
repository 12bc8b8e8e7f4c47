import { eventKinds } from "../../../engine/ports/event-record.ts";
import { eventsPerBlock } from "../../../engine/ports/store-message-index.ts";
import { withoutLine } from "../../shared/search-lines.ts";

const message = eventKinds["message.sent"];

/**
 * Lines of a message whose content goes leave with it, whatever statement it is that erases (SRCH-10, INV-12). Who takes
 * messages into the index holds the state until the commit: so either the line is here to be removed, or the one who takes
 * the message next finds it without content.
 */
const forgetMessage = `create function forget_message() returns trigger language plpgsql as $function$
begin
  perform from search_state for share;
  update search_blocks set lines = ${withoutLine("strpos", "chr(10)", "old.rev")}
  where conversation_id = old.conversation_id and number = old.rev / ${eventsPerBlock}
    and strpos(lines, chr(10) || old.rev || ':') > 0;
  if tg_op = 'UPDATE' and new.body is not null then
    insert into search_edits select old.conversation_id, old.rev from search_state s
      where (old.transaction_id, old.conversation_id, old.rev) <= (s.transaction_id, s.conversation_id, s.rev)
      on conflict do nothing;
  end if;
  return null;
end $function$`;

/** The index of messages, and how far it has come in the log. */
export const search = {
  name: "006-search",
  statements: [
    // Which transaction wrote the row: below the oldest that runs, nothing is added to the log any more.
    `alter table log add column transaction_id bigint not null default (pg_current_xact_id()::text::bigint)`,
    `create index log_by_transaction on log (transaction_id)`,
    // Lines stay in the row and uncompressed as long as they fit: they are read more often than written.
    `create table search_blocks (
      conversation_id bigint not null,
      number bigint not null,
      oldest_at bigint not null,
      newest_at bigint not null,
      lines text not null,
      primary key (conversation_id, number)) with (toast_tuple_target = 8160)`,
    `alter table search_blocks alter column lines set storage external`,
    `create table search_state (
      only_row integer primary key check (only_row = 1),
      version bigint not null,
      transaction_id bigint not null,
      conversation_id bigint not null,
      rev bigint not null)`,
    `insert into search_state (only_row, version, transaction_id, conversation_id, rev) values (1, 0, 0, 0, 0)`,
    // Messages that have another content than when they were taken.
    `create table search_edits (
      conversation_id bigint not null,
      rev bigint not null,
      primary key (conversation_id, rev))`,
    forgetMessage,
    `create trigger search_forget_changed after update of body on log for each row
      when (old.kind = ${message} and old.body is not null and new.body is distinct from old.body)
      execute function forget_message()`,
    `create trigger search_forget_deleted after delete on log for each row
      when (old.kind = ${message} and old.body is not null) execute function forget_message()`,
  ],
} as const;
