/**
 * Group commit: gathers what arrives while a commit runs and commits it together, so that one fsync serves many.
 * When idle a job is committed at once. Owns the numbering of told batches. Where the store commits concurrently,
 * only messages are gathered: every other change is a short transaction of its own that waits for nobody but the
 * messages its caller sent before it.
 */
import { ParleyError } from "@parley/protocol";
import type { CommittedBatch, CommittedEvent, EndedSession, Signal } from "./ports/committed.ts";
import type { Mail } from "./ports/mail.ts";
import type { Effects, JobOutcome, Store, Transaction, WriteJob } from "./ports/store.ts";
import type { AppendMessage, AppendOutcome } from "./ports/store-log.ts";

/** Jobs of one commit. More would make each of them wait longer than the fsync they share is worth. */
const jobsPerCommitMax = 512;
/** Seconds of the store's work. When it stalls, who comes later hears so at once instead of filling the memory. */
export const queuedJobsMax = 20_000;
/** What a caller over the bound is told to wait: about the time in which a full queue is worked off. */
const retryAfterMs = 2_000;

export interface GroupCommit {
  /** Runs a change in a transaction, behind the messages of `userId`; `done` gets its value after the commit, or the error. */
  transaction(
    userId: number | null,
    run: (tx: Transaction) => Promise<unknown>,
    done: (value: unknown, error: unknown) => void,
  ): void;
  /**
   * Appends a message; `done` gets the outcome after the commit, or null and the error. `decide` is asked in a
   * transaction where its sender may write by rules alone.
   */
  append(
    message: AppendMessage,
    decide: (tx: Transaction) => Promise<AppendOutcome>,
    done: (outcome: AppendOutcome | null, error: unknown) => void,
  ): void;
  tellSignals(signals: readonly Signal[]): void;
  /** Repeats the position of the newest batch. */
  tellPosition(): void;
  drain(): Promise<void>;
}

interface QueuedJob {
  readonly job: WriteJob;
  finish(outcome: JobOutcome): void;
}

export interface GroupCommitParts {
  readonly store: Store;
  tell(batch: CommittedBatch): void;
  /** Takes a mail that a commit left to be sent. */
  sendMail(mail: Mail): void;
  /** Runs the work once everything that has arrived by now was taken in, so that it joins the commit. */
  afterArrivals(work: () => void): void;
}

export function createGroupCommit({ store, tell, sendMail, afterArrivals }: GroupCommitParts): GroupCommit {
  let queue: QueuedJob[] = [];
  let running: Promise<void> | null = null;
  let committing: readonly QueuedJob[] = [];
  const alone = new Set<Promise<void>>();
  /** Changes that wait for a message of their caller (MSG-4). */
  const behind = new Map<QueuedJob, QueuedJob[]>();
  let behindCount = 0;
  /** Of those whose messages are being decided: what comes after them, one after the other. */
  const turns = new Map<number, QueuedJob[]>();
  /** Senders of messages that are looked at first, and how many of those wait: theirs that follow keep behind. */
  const asking = new Map<number, number>();
  let position = 0;

  function tellBatch(batch: Omit<CommittedBatch, "position">): void {
    position += 1;
    tell({ position, ...batch });
  }

  function enqueueChange(userId: number | null, queued: QueuedJob): void {
    if (!store.commitsConcurrently) {
      enqueue(queued);
      return;
    }
    const isTheirs = ({ job }: QueuedJob) => job.kind === "append" && job.message.senderId === userId;
    const before = queue.findLast(isTheirs) ?? committing.findLast(isTheirs);
    if (before === undefined) startChange(userId, queued);
    else if (behindCount >= queuedJobsMax) refuse(queued);
    else {
      behind.set(before, [...(behind.get(before) ?? []), queued]);
      behindCount += 1;
    }
  }

  function enqueue(queued: QueuedJob): void {
    if (queue.length >= queuedJobsMax) {
      refuse(queued);
      return;
    }
    queue.push(queued);
    running ??= runCommits();
  }

  async function runCommits(): Promise<void> {
    while (queue.length > 0) {
      // While the last commit ran, more has arrived, and lies outside until it is taken in.
      await new Promise<void>((resolve) => afterArrivals(resolve));
      const batch = queue.slice(0, jobsPerCommitMax);
      queue = queue.slice(batch.length);
      committing = batch;
      await commit(batch);
      committing = [];
      if (behind.size > 0) startBehind(batch);
    }
    // In the same turn as the last look at the queue: what comes later finds nobody who would run it.
    running = null;
  }

  function startBehind(batch: readonly QueuedJob[]): void {
    for (const queued of batch) {
      const changes = behind.get(queued) ?? [];
      behind.delete(queued);
      behindCount -= changes.length;
      const userId = queued.job.kind === "append" ? queued.job.message.senderId : null;
      for (const change of changes) startChange(userId, change);
    }
  }

  function startChange(userId: number | null, queued: QueuedJob): void {
    if (userId !== null && turns.has(userId)) takeTurn(userId, queued);
    else void track(commit([queued]));
  }

  /** Runs the job after those of the user that wait before it, beside everybody else's (MSG-4). */
  function takeTurn(userId: number, queued: QueuedJob): void {
    const waiting = turns.get(userId);
    if (waiting === undefined) {
      turns.set(userId, []);
      void track(runTurns(userId, queued));
    } else if (waiting.length >= queuedJobsMax) refuse(queued);
    else waiting.push(queued);
  }

  async function runTurns(userId: number, first: QueuedJob): Promise<void> {
    for (let next: QueuedJob | undefined = first; next !== undefined; next = turns.get(userId)?.shift()) {
      await commit([next]);
    }
    turns.delete(userId);
  }

  async function commit(batch: readonly QueuedJob[]): Promise<void> {
    const outcomes = await store.commit(batch.map(({ job }) => job));
    outcomes.forEach((outcome, index) => {
      batch[index]?.finish(outcome);
    });
    tellOutcomes(outcomes, tellBatch);
    for (const outcome of outcomes)
      if (outcome.status === "committed") outcome.effects.mails.forEach(sendMail);
    const uncertain = outcomes.filter(
      (outcome) => outcome.status === "failed" && outcome.isUncertain === true,
    );
    if (uncertain.length > 0) skipPosition();
    // Who looked before it was decided looks again.
    for (const settled of new Set(uncertain.map((outcome) => outcome.status === "failed" && outcome.settled)))
      if (settled) void settled.then(skipPosition);
  }

  /** A number nobody is told: delivery misses it at the next position, and lets every client look. */
  function skipPosition(): void {
    position += 1;
  }

  /** Messages that follow one that is looked at first go the same way, or they would overtake it (MSG-4). */
  function behindAsked(message: AppendMessage): AppendMessage {
    if (!store.commitsConcurrently) return message;
    const follows = asking.size > 0 && asking.has(message.senderId);
    const next = follows && message.requested === undefined ? { ...message, requested: {} } : message;
    if (next.requested !== undefined) noteAsking(next.senderId, 1);
    return next;
  }

  function noteAsking(userId: number, change: 1 | -1): void {
    const count = (asking.get(userId) ?? 0) + change;
    if (count > 0) asking.set(userId, count);
    else asking.delete(userId);
  }

  async function track(work: Promise<void>): Promise<void> {
    alone.add(work);
    await work;
    alone.delete(work);
  }

  return {
    transaction(userId, run, done) {
      const finish = (outcome: JobOutcome) => {
        if (outcome.status === "failed") done(null, toldError(outcome));
        else if (outcome.status === "committed") {
          if (outcome.value instanceof ParleyError) done(null, outcome.value);
          else done(outcome.value, null);
        }
      };
      enqueueChange(userId, { job: { kind: "transaction", run }, finish });
    },
    append(asked, decide, done) {
      const message = behindAsked(asked);
      const finish = (outcome: JobOutcome) => {
        if (message.requested !== undefined && !isOnlyRuled(outcome)) noteAsking(message.senderId, -1);
        if (outcome.status === "failed") done(null, toldError(outcome));
        else if (outcome.status === "committed") done(outcome.value as AppendOutcome, null);
        else if (outcome.outcome.status !== "ruled") done(outcome.outcome, null);
        else takeTurn(message.senderId, { job: { kind: "transaction", run: decide }, finish });
      };
      enqueue({ job: { kind: "append", message, decide }, finish });
    },
    tellSignals: (signals) => tell({ position: 0, events: [], signals, endedSessions: [] }),
    tellPosition: () => tell({ position, events: [], signals: [], endedSessions: [] }),
    async drain() {
      while (running !== null || alone.size > 0) await Promise.all([running, ...alone]);
    },
  };
}

/** It is not over yet: the rules are asked now. */
function isOnlyRuled(outcome: JobOutcome): boolean {
  return outcome.status === "appended" && outcome.outcome.status === "ruled";
}

/** Who does not know whether a message is stored sends it again with its id, which is safe either way (MSG-2, RUN-8). */
function toldError({ error, isUncertain }: Extract<JobOutcome, { status: "failed" }>): unknown {
  if (isUncertain !== true) return error;
  const message = "It is not known whether this was stored. A message may be sent again with the same id.";
  return new ParleyError("unavailable", { message, cause: error });
}

function refuse(queued: QueuedJob): void {
  queued.finish({ status: "failed", error: new ParleyError("busy", { retryAfterMs }) });
}

function tellOutcomes(
  outcomes: readonly JobOutcome[],
  tellBatch: (batch: Omit<CommittedBatch, "position">) => void,
): void {
  const events: CommittedEvent[] = [];
  const signals: Signal[] = [];
  const endedSessions: EndedSession[] = [];
  const add = (effects: Effects) => {
    events.push(...effects.events);
    signals.push(...effects.signals);
    endedSessions.push(...effects.endedSessions);
  };
  for (const outcome of outcomes) {
    if (outcome.status === "committed") add(outcome.effects);
    else if (outcome.status === "appended" && outcome.outcome.status === "sent")
      events.push(outcome.outcome.event);
  }
  if (events.length + signals.length + endedSessions.length === 0) return;
  tellBatch({ events, signals, endedSessions });
}
