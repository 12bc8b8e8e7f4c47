/**
 * Keeps the WAL short without the writer waiting for it: another thread copies what it holds into the database file,
 * and the writer only the few pages that came meanwhile, after which SQLite begins the WAL anew. Invariant: what was
 * committed is in the WAL until it is synced in the file; who copies it, and whether the copying is cut short, changes
 * nothing of that.
 */
import type { Database } from "bun:sqlite";

/** Why a copy failed: SQLite's code, or null where the thread itself ended. */
export interface CopyFailure {
  readonly code: string | null;
  readonly reason: string;
}

/** Copies, in a thread of its own. */
export interface Checkpointer {
  /** Copies what the WAL holds at this moment; writers and readers go on. Never rejects. */
  copy(): Promise<CopyFailure | null>;
  close(): Promise<void>;
}

export interface Checkpoints {
  /**
   * Before each commit, when those before it were answered. Answers what this one has to wait for, where the copying has
   * fallen far behind.
   */
  beforeCommit(): Promise<void> | null;
  close(): Promise<void>;
}

/** In pages of 4 KiB. */
export interface CheckpointBounds {
  /** Left to be copied before the thread is asked to. */
  readonly copy: number;
  /** The writer copies by itself what is left when it is at most this part of the WAL. */
  readonly ownPart: number;
  /** In the WAL before writing waits for the copying. */
  readonly wait: number;
}

const standardBounds: CheckpointBounds = {
  // 3 MiB. Syncing the file makes the syncs of commits wait for the same disk, the longer, the more there is.
  copy: 800,
  // Some 100 pages, which cost no more than a commit of many messages. More only where more is written all the time:
  // then the WAL would never begin anew without somebody waiting.
  ownPart: 1 / 8,
  // 40 MiB, below the bound of F-07: the disk takes in less than is written.
  wait: 10_000,
};

interface LogState {
  /** Pages in the WAL, and those of them that are in the database file already; -1 as long as there is none. */
  readonly log: number;
  readonly checkpointed: number;
}

/** @param database the writer's */
export function checkpoints(
  database: Database,
  checkpointer: Checkpointer,
  onBroken: (error: unknown) => void,
  bounds = standardBounds,
): Checkpoints {
  // From here on nothing else decides when it is time.
  database.run("pragma wal_autocheckpoint = 0");
  const look = database.query<LogState, []>("pragma wal_checkpoint(noop)");
  let copying: Promise<void> | null = null;
  /** Pages there were when a copy failed: it is tried again when there are as many more. */
  let failedPages = -bounds.copy;

  /** A full disk is no failure: the WAL keeps what it has. */
  function end(failure: CopyFailure | null, pages: number): void {
    failedPages = failure === null ? -bounds.copy : pages;
    if (failure?.code?.startsWith("SQLITE_IOERR")) onBroken(new Error(failure.reason));
  }

  async function copy(pages: number): Promise<void> {
    end(await checkpointer.copy(), pages);
    copying = null;
  }

  return {
    beforeCommit() {
      const { log = 0, checkpointed = 0 } = look.get() ?? {};
      if (log < bounds.copy) return null;
      if (copying !== null) return log < bounds.wait ? null : copying;
      const left = log - Math.max(0, checkpointed);
      if (log < failedPages + bounds.copy) return null;
      if (left <= log * bounds.ownPart || log >= bounds.wait) end(copyLog(database), log);
      else copying = copy(log);
      return null;
    },
    async close() {
      await copying;
      await checkpointer.close();
    },
  };
}

/** On the connection of the thread, which does nothing else, or of the writer. */
export function copyLog(database: Database): CopyFailure | null {
  try {
    database.run("pragma wal_checkpoint(passive)");
    return null;
  } catch (error) {
    const { code = null, message } = error as { code?: string; message: string };
    return { code, reason: message };
  }
}
