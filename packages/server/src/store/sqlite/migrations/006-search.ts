import { eventKinds } from "../../../engine/ports/event-record.ts";

const message = eventKinds["message.sent"];

const note = `insert into search_notes (conversation_id, rev) values (old.conversation_id, old.rev);`;

/**
 * What the index of messages, which lies in a file of its own, has to be told: which messages have another content than
 * when they were taken, or none, whatever statement it was that changed them (SRCH-10, INV-12).
 */
export const search = {
  name: "006-search",
  statements: [
    // Ids are never given twice, so that "after this one" stays true when older ones are forgotten.
    `create table search_notes (
      id integer primary key autoincrement,
      conversation_id integer not null,
      rev integer not null)`,
    `create trigger search_note_changed after update of body on log
      when old.kind = ${message} and old.body is not null and new.body is not old.body
      begin ${note} end`,
    `create trigger search_note_deleted after delete on log when old.kind = ${message} and old.body is not null
      begin ${note} end`,
  ],
} as const;
