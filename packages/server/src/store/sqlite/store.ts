/**
 * The store on SQLite: one writer connection, whose jobs run one after another inside one transaction a commit, each
 * in its own savepoint, and one connection for reads. Owns both connections. Invariant: a commit that was answered is
 * in the WAL, synced when durability is full.
 */
import type { Database } from "bun:sqlite";
import { SQLiteError } from "bun:sqlite";
import { ParleyError } from "@parley/protocol";
import type { CommittedEvent, EndedSession, Signal } from "../../engine/ports/committed.ts";
import type { Mail } from "../../engine/ports/mail.ts";
import type { JobOutcome, Reader, Store, Transaction, WriteJob } from "../../engine/ports/store.ts";
import { type Checkpointer, type Checkpoints, checkpoints } from "./checkpoints.ts";
import { type Durability, openReader, openWriter } from "./database.ts";
import { messageAppender } from "./log-writer.ts";
import { migrate } from "./migrate.ts";
import { readGatherer } from "./read-gatherer.ts";
import { reader } from "./reader.ts";
import { searchFileBeside } from "./search-file.ts";
import { type SendingStates, sendingStates } from "./sending-states.ts";
import { transaction } from "./transaction.ts";

export interface SqliteOptions {
  readonly path: string;
  readonly durability: Durability;
  /** Makes the epoch of a new database. */
  readonly newEpoch: () => string;
  /** The disk failed in a way after which only a restart can tell what it holds (F-05). */
  readonly onBroken: (error: unknown) => void;
  /** Keeps the WAL short beside the writer, which does it by itself where there is none. Closed with the store. */
  readonly checkpointer?: Checkpointer;
}

/** What the transaction that runs now leaves behind; emptied for each job. */
export interface CurrentJob {
  changeMark: number;
  events: CommittedEvent[];
  signals: Signal[];
  endedSessions: EndedSession[];
  mails: Mail[];
}

export function openSqliteStore(options: SqliteOptions): Store {
  const database = openWriter(options.path, options.durability);
  migrate(database);
  const epoch = ensureEpoch(database, options.newEpoch);
  const reading = openReader(options.path);
  const current: CurrentJob = { changeMark: 0, events: [], signals: [], endedSessions: [], mails: [] };
  const states = sendingStates(database);
  const searchFile = searchFileBeside(options.path);
  const tx = transaction(database, searchFile, current, states);
  const copies = options.checkpointer && checkpoints(database, options.checkpointer, options.onBroken);
  const commit = committer(database, tx, current, states, options.onBroken, copies);
  return {
    epoch,
    commitsConcurrently: false,
    commit,
    reader: reader(reading, searchFile),
    async close() {
      reading.close();
      searchFile.close();
      await copies?.close();
      tidyLog(database);
      database.close();
    },
  };
}

/** Moves what the WAL holds into the database file. Without room for it the next start does: nothing is lost. */
function tidyLog(database: Database): void {
  try {
    database.run("pragma wal_checkpoint(truncate)");
  } catch (error) {
    if (!isOutOfSpace(error)) throw error;
  }
}

/** The read side alone, for a thread of its own. Commits are refused. */
export function openSqliteReader(path: string): Store {
  const database = openReader(path);
  const row = database.query<{ value: string }, []>("select value from settings where name = 'epoch'").get();
  const gatherer = readGatherer(database, path);
  const searchFile = searchFileBeside(path);
  return {
    epoch: row?.value ?? "",
    commitsConcurrently: false,
    commit: async (jobs) =>
      jobs.map(() => ({ status: "failed", error: new Error("this thread only reads") })),
    reader: reader(database, searchFile) satisfies Reader,
    gatherReads: gatherer.gather,
    async close() {
      gatherer.end();
      searchFile.close();
      database.close();
    },
  };
}

function ensureEpoch(database: Database, newEpoch: () => string): string {
  database
    .query("insert into settings (name, value) values ('epoch', ?) on conflict do nothing")
    .run(newEpoch());
  const row = database.query<{ value: string }, []>("select value from settings where name = 'epoch'").get();
  if (row === null) throw new Error("the epoch just written is not there");
  return row.value;
}

function committer(
  database: Database,
  tx: Transaction,
  current: CurrentJob,
  states: SendingStates,
  onBroken: (error: unknown) => void,
  copies: Checkpoints | undefined,
): Store["commit"] {
  const appender = messageAppender(database, states);
  const begin = database.query("begin immediate");
  const end = database.query("commit");
  const savepoint = database.query("savepoint job");
  const release = database.query("release job");
  const undo = database.query("rollback to job");
  const count = database.query<{ value: number }, []>(
    "update change_counter set value = value + 1 returning value",
  );

  /** One job in its savepoint: what it throws undoes its own writes and no other's. */
  async function runInSavepoint(job: WriteJob): Promise<JobOutcome> {
    savepoint.run();
    let outcome: JobOutcome;
    try {
      outcome = job.kind === "append" ? appendNow(job) : await changeNow(job);
    } catch (error) {
      // Without a transaction SQLite itself has given up the whole commit.
      if (!database.inTransaction || isOutOfSpace(error) || isDiskBroken(error)) throw error;
      undo.run();
      release.run();
      states.clear();
      return { status: "failed", error };
    }
    release.run();
    return isRuled(outcome) ? decideNow(job, outcome) : outcome;
  }

  function appendNow(job: Extract<WriteJob, { kind: "append" }>): JobOutcome {
    const { message } = job;
    if (message.requested !== undefined) return { status: "appended", outcome: { status: "ruled" } };
    return { status: "appended", outcome: appender.append(message, current.changeMark, false) };
  }

  async function changeNow(job: Extract<WriteJob, { kind: "transaction" }>): Promise<JobOutcome> {
    current.events = [];
    current.signals = [];
    current.endedSessions = [];
    current.mails = [];
    const value = await job.run(tx);
    const { events, signals, endedSessions, mails } = current;
    return { status: "committed", value, effects: { events, signals, endedSessions, mails } };
  }

  let last: Promise<unknown> = Promise.resolve();
  return (jobs) => {
    const outcomes = last.then(() => commitNow(jobs));
    last = outcomes;
    return outcomes;
  };

  async function commitNow(jobs: readonly WriteJob[]): Promise<JobOutcome[]> {
    const falling = copies?.beforeCommit() ?? null;
    if (falling !== null) await falling;
    try {
      return await runAll(jobs, runJob);
    } catch (error) {
      if (!(error instanceof AppendFault)) return failed(jobs, error);
    }
    // An append that throws is a fault of the program; the others must not suffer from it.
    try {
      return await runAll(jobs, runInSavepoint);
    } catch (error) {
      return failed(jobs, error);
    }
  }

  /**
   * Messages go without a savepoint: they decide before they write, and a savepoint copies each page before its first
   * change, which costs more than the change.
   */
  async function runJob(job: WriteJob): Promise<JobOutcome> {
    if (job.kind === "transaction") return runInSavepoint(job);
    let outcome: JobOutcome;
    try {
      outcome = appendNow(job);
    } catch (error) {
      if (!database.inTransaction || isOutOfSpace(error) || isDiskBroken(error)) throw error;
      throw new AppendFault();
    }
    return isRuled(outcome) ? decideNow(job, outcome) : outcome;
  }

  /** Asks for a message that was not appended, in its own place, so that what follows it follows it still (MSG-4). */
  async function decideNow(job: WriteJob, outcome: JobOutcome): Promise<JobOutcome> {
    if (job.kind !== "append" || job.decide === undefined) return outcome;
    return runInSavepoint({ kind: "transaction", run: job.decide });
  }

  async function runAll(
    jobs: readonly WriteJob[],
    runOne: (job: WriteJob) => Promise<JobOutcome>,
  ): Promise<JobOutcome[]> {
    try {
      begin.run();
      current.changeMark = count.get()?.value ?? 0;
      const outcomes: JobOutcome[] = [];
      for (const job of jobs) outcomes.push(await runOne(job));
      commitOpen();
      return outcomes;
    } catch (error) {
      states.clear();
      if (database.inTransaction) database.run("rollback");
      throw error;
    }
  }

  /** What a commit had written when the disk failed under it, only the next start finds out. */
  function commitOpen(): void {
    try {
      end.run();
    } catch (error) {
      throw isDiskBroken(error) ? new UncertainCommit(error) : error;
    }
  }

  function failed(jobs: readonly WriteJob[], error: unknown): JobOutcome[] {
    const isUncertain = error instanceof UncertainCommit;
    const cause = isUncertain ? error.cause : error;
    if (isDiskBroken(cause)) onBroken(cause);
    const outcome = { status: "failed", error: unavailable(cause) } as const;
    return jobs.map(() => (isUncertain ? { ...outcome, isUncertain } : outcome));
  }
}

function isRuled(outcome: JobOutcome): boolean {
  return outcome.status === "appended" && outcome.outcome.status === "ruled";
}

class UncertainCommit extends Error {
  constructor(cause: unknown) {
    super("the disk failed in a commit", { cause });
  }
}

/** An append threw; the commit is run again with every job in a savepoint. */
class AppendFault extends Error {}

function unavailable(cause: unknown): ParleyError {
  return new ParleyError("unavailable", { cause });
}

/** A failed read, write or sync of the file: what the kernel then holds is unknown. A full disk is not such a case. */
function isDiskBroken(error: unknown): boolean {
  return error instanceof SQLiteError && (error.code?.startsWith("SQLITE_IOERR") ?? false);
}

function isOutOfSpace(error: unknown): boolean {
  return error instanceof SQLiteError && error.code === "SQLITE_FULL";
}
