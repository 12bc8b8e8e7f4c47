import { eventKinds } from "../../../engine/ports/event-record.ts";
import { eventsPerBlock } from "../../../engine/ports/store-message-index.ts";
import { withoutLine } from "../../shared/search-lines.ts";

const message = eventKinds["message.sent"];

/** Lines of a message whose content goes leave with it, whatever statement it is that erases (SRCH-10, INV-12). */
const forget = `update search_blocks set lines = ${withoutLine("instr", "char(10)", "old.rev")}
  where conversation_id = old.conversation_id and number = old.rev / ${eventsPerBlock}
    and instr(lines, char(10) || old.rev || ':') > 0;`;

/** The index of messages, and how far it has come in the log. */
export const search = {
  name: "006-search",
  statements: [
    `create table search_blocks (
      id integer primary key,
      conversation_id integer not null,
      number integer not null,
      oldest_at integer not null,
      newest_at integer not null,
      lines text not null)`,
    `create unique index search_blocks_by_number on search_blocks (conversation_id, number)`,
    `create table search_state (
      only_row integer primary key check (only_row = 1),
      version integer not null,
      position integer not null)`,
    `insert into search_state (only_row, version, position) values (1, 0, 0)`,
    // Messages that have another content than when they were taken.
    `create table search_edits (position integer primary key)`,
    `create trigger search_forget_changed after update of body on log
      when old.kind = ${message} and old.body is not null and new.body is not old.body
      begin
        ${forget}
        insert into search_edits select old.position where new.body is not null
          and old.position <= (select position from search_state) on conflict do nothing;
      end`,
    `create trigger search_forget_deleted after delete on log when old.kind = ${message} and old.body is not null
      begin ${forget} end`,
  ],
} as const;
