/**
 * Lets the reads of one turn of the event loop share a read transaction: SQLite otherwise takes and drops locks of the
 * file around every statement, which costs as much as a small one. Invariant: none is open when the turn is over, since
 * the WAL cannot begin anew under an old reader.
 */
import type { Database } from "bun:sqlite";

export interface ReadGatherer {
  /** Begins a transaction; one that is open ends, so that reads see all that was committed before (INV-27). */
  gather(): void;
  end(): void;
}

export function readGatherer(database: Database): ReadGatherer {
  const begin = database.query("begin");
  const commit = database.query("commit");
  let turnEnd: ReturnType<typeof setImmediate> | null = null;

  function end(): void {
    if (turnEnd !== null) clearImmediate(turnEnd);
    turnEnd = null;
    // A statement that failed may have ended it already.
    if (database.inTransaction) commit.run();
  }

  return {
    gather() {
      end();
      begin.run();
      turnEnd = setImmediate(end);
    },
    end,
  };
}
