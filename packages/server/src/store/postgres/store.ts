/**
 * The store on PostgreSQL: messages in batches on one connection, one batch after another, which keeps their order;
 * every other change a short transaction of its own, several at once; reads on connections of their own. Owns the
 * connections. Invariant: what was answered is committed, synced when durability is full; what fails with
 * `unavailable` may be committed or not, and a message sent again with its id is safe either way.
 */
import type { JobOutcome, Store, WriteJob } from "../../engine/ports/store.ts";
import type { AppendMessage, AppendOutcome } from "../../engine/ports/store-log.ts";
import type { Connection, Durability, Query } from "./connection.ts";
import { type ConnectionPool, createConnectionPool } from "./connection-pool.ts";
import {
  type DatabaseSession,
  isConnectionLost,
  isLockTimeout,
  isRetryable,
  isUnavailable,
  translated,
  UncertainCommit,
} from "./failures.ts";
import { appendMessages, unlockedConversations } from "./message-appender.ts";
import { prepareDatabase } from "./migrate.ts";
import { reader } from "./reader.ts";
import { settle } from "./settle.ts";
import { runTransaction } from "./transaction.ts";

export interface PostgresOptions {
  readonly url: string;
  /** Makes the epoch of a new database. */
  readonly newEpoch: () => string;
  /** Connections in all; at least one each for messages, for other changes and for reads. */
  readonly poolSize?: number;
  readonly durability: Durability;
}

const poolSizeDefault = 10;
/** All messages wait while one of their conversations is locked; changes hold such a lock for milliseconds. */
const messagesLockTimeoutMs = 1_000;
/** Each attempt of these finds one competitor fewer; who loses this often is told that the server is busy. */
const attemptsMax = 8;

type Transaction = Extract<WriteJob, { kind: "transaction" }>;

/** @throws StartError when the server cannot be used. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const epoch = await prepareDatabase(options);
  const shared = Math.max(2, (options.poolSize ?? poolSizeDefault) - 1);
  const reads = createConnectionPool(options, Math.floor(shared / 2));
  const changes = createConnectionPool(options, Math.ceil(shared / 2));
  const messages = createConnectionPool({ ...options, lockTimeoutMs: messagesLockTimeoutMs }, 1);
  let isClosed = false;
  const settled = (session: DatabaseSession) => settle(reads.query, session, () => isClosed);
  return {
    epoch,
    commitsConcurrently: true,
    commit: committer(changes, messages, settled),
    reader: reader(translating(reads.query)),
    async close() {
      isClosed = true;
      await Promise.all([reads, changes, messages].map((pool) => pool.close()));
    },
  };
}

function translating(query: Query): Query {
  return async (text, parameters) => {
    try {
      return await query(text, parameters);
    } catch (error) {
      throw translated(error);
    }
  };
}

function committer(
  changes: ConnectionPool,
  messages: ConnectionPool,
  settled: (session: DatabaseSession) => Promise<void>,
): Store["commit"] {
  function failed(error: unknown): JobOutcome {
    const outcome = { status: "failed", error: translated(error) } as const;
    if (!(error instanceof UncertainCommit)) return outcome;
    return { ...outcome, isUncertain: true, settled: settled(error.session) };
  }

  function allFailed(batch: readonly AppendMessage[], error: unknown): JobOutcome[] {
    const outcome = failed(error);
    return batch.map(() => outcome);
  }

  async function change({ run }: Transaction): Promise<JobOutcome> {
    try {
      const done = await changes.exclusively((connection) => retrying(() => runTransaction(connection, run)));
      return { status: "committed", ...done };
    } catch (error) {
      return failed(error);
    }
  }

  /** A batch that fails for the sake of one message is halved until the one alone fails. Order is kept. */
  async function append(batch: readonly AppendMessage[]): Promise<JobOutcome[]> {
    try {
      const outcomes = await messages.exclusively((connection) =>
        retrying(() => appendOnce(connection, batch)),
      );
      return outcomes.map((outcome) => ({ status: "appended", outcome }));
    } catch (error) {
      if (isLockTimeout(error)) return appendUnlocked(batch, error);
      if (batch.length === 1 || isUnavailable(error)) return allFailed(batch, error);
      const half = batch.length >> 1;
      return [...(await append(batch.slice(0, half))), ...(await append(batch.slice(half)))];
    }
  }

  /** Fails the messages of locked conversations, and appends the others without waiting for those again. */
  async function appendUnlocked(
    batch: readonly AppendMessage[],
    lockTimeout: unknown,
  ): Promise<JobOutcome[]> {
    const unlocked = await messages
      .exclusively(({ query }) => unlockedConversations(query, batch))
      .catch(() => new Set<number>());
    const rest = batch.filter(({ conversationId }) => unlocked.has(conversationId));
    // Where none is locked any more the lock has just gone; then the halves end the search in any case.
    const half = rest.length === batch.length ? rest.length >> 1 : rest.length;
    if (half === 0) return allFailed(batch, lockTimeout);
    const appended = [...(await append(rest.slice(0, half)))];
    if (half < rest.length) appended.push(...(await append(rest.slice(half))));
    return batch.map(({ conversationId }) => {
      const outcome = unlocked.has(conversationId) ? appended.shift() : undefined;
      return outcome ?? failed(lockTimeout);
    });
  }

  let lastAppend: Promise<unknown> = Promise.resolve();
  function appendInTurn(batch: readonly AppendMessage[]): Promise<JobOutcome[]> {
    const outcomes = lastAppend.then(() => append(batch));
    lastAppend = outcomes;
    return outcomes;
  }

  return async (jobs) => {
    const batch = jobs.flatMap((job) => (isPlain(job) ? [job.message] : []));
    const appended = batch.length === 0 ? [] : appendInTurn(batch);
    const changed = jobs.map((job) => {
      if (job.kind === "transaction") return change(job);
      return isPlain(job) ? null : ({ status: "appended", outcome: { status: "ruled" } } as const);
    });
    const queue = [...(await appended)];
    const missing = failed(new Error("a message without an outcome"));
    return Promise.all(changed.map((outcome) => outcome ?? queue.shift() ?? missing));
  };
}

/** A message about which nothing is to be looked at first. */
function isPlain(job: WriteJob): job is Extract<WriteJob, { kind: "append" }> {
  return job.kind === "append" && job.message.requested === undefined;
}

/** The call commits by itself, so a connection lost under it leaves open whether it did. */
async function appendOnce(
  { query, session }: Connection,
  batch: readonly AppendMessage[],
): Promise<AppendOutcome[]> {
  try {
    return await appendMessages(query, batch, false);
  } catch (error) {
    throw isConnectionLost(error) ? new UncertainCommit(session, error) : error;
  }
}

async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === attemptsMax || !isRetryable(error)) throw error;
    }
  }
}
