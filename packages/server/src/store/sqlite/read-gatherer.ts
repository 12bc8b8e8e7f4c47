/**
 * Lets the reads of one turn of the event loop share a read transaction: SQLite otherwise takes and drops locks of the
 * file around every statement, which costs as much as a small one. Invariants: none is open when the turn is over; when
 * the WAL has grown because reads never pause, there is none until it has begun anew, which it cannot under an old reader.
 */
import type { Database } from "bun:sqlite";
import { walBytesMax } from "./database.ts";

/** A look at the file's size costs as much as the locks around two statements. */
export const gathersPerLook = 16;

export interface ReadGatherer {
  /** Begins a transaction; one that is open ends, so that reads see all that was committed before (INV-27). */
  gather(): void;
  end(): void;
}

export function readGatherer(database: Database, path: string): ReadGatherer {
  const begin = database.query("begin");
  const commit = database.query("commit");
  let gathers = 0;
  let isOvergrown = false;
  let turnEnd: ReturnType<typeof setImmediate> | null = null;

  /** Where it begins anew the file is cut to `walBytesMax`; readers of single statements leave gaps for that. */
  function isLogOvergrown(): boolean {
    if (gathers % gathersPerLook === 0) isOvergrown = Bun.file(`${path}-wal`).size > walBytesMax;
    gathers += 1;
    return isOvergrown;
  }

  function end(): void {
    if (turnEnd !== null) clearImmediate(turnEnd);
    turnEnd = null;
    // A statement that failed may have ended it already.
    if (database.inTransaction) commit.run();
  }

  return {
    gather() {
      end();
      if (isLogOvergrown()) return;
      begin.run();
      turnEnd = setImmediate(end);
    },
    end,
  };
}
