/** Cursors in the log on SQLite: the position of a row, because rows lie in the order of commits. */
import type { Database } from "bun:sqlite";
import { eventName } from "../../engine/ports/event-record.ts";
import type { LogCursorsReader, LogCursorsWriter } from "../../engine/ports/store-log-cursors.ts";
import { type LogRow, logColumns, logRow } from "./log-rows.ts";

export function logCursorsReader(database: Database): LogCursorsReader {
  const isBehind = database.query<{ isBehind: number }, [string]>(
    `select position < (select coalesce(max(position), 0) from log) as isBehind from log_cursors where name = ?`,
  );
  return {
    isStarted: async (name) => isBehind.get(name) !== null,
    hasNews: async (name) => isBehind.get(name)?.isBehind === 1,
  };
}

export function logCursorsWriter(database: Database): LogCursorsWriter {
  const start = database.query(
    `insert into log_cursors (name, position) values (?, (select coalesce(max(position), 0) from log))
     on conflict (name) do update set position = excluded.position`,
  );
  const next = database.query<LogRow & { readonly position: number }, [string, number]>(
    `select position, ${logColumns} from log where position > (select position from log_cursors where name = ?)
     order by position limit ?`,
  );
  const move = database.query(`update log_cursors set position = ? where name = ?`);
  return {
    ...logCursorsReader(database),
    async start(name) {
      start.run(name);
    },
    async take(name, limit) {
      const rows = next.all(name, limit);
      const last = rows.at(-1);
      if (last !== undefined) move.run(last.position, name);
      const events = rows.map((row) => {
        const { conversationId, rev, kind, actorId, at, id, body } = logRow(row);
        return { conversationId, rev, name: eventName(kind), actorId, at, id, body };
      });
      return { events, isMore: rows.length === limit };
    },
  };
}
