/**
 * One connection to PostgreSQL that is open before it is lent and never mended: once lost it refuses every further
 * statement, and its pool opens another. The driver alone would reconnect silently: what a transaction sends after its
 * `begin` was lost, even with a start that the server refused, would then run outside of it.
 */
import postgres from "postgres";
import { type DatabaseSession, isConnectionLost } from "./failures.ts";

export type Durability = "full" | "normal";
export type Parameter = string | number | null;

/** Runs one statement, prepared on the server at its first use, and answers its rows. */
export type Query = <R>(text: string, parameters: readonly Parameter[]) => Promise<R[]>;

export interface Connection {
  readonly isLost: boolean;
  readonly session: DatabaseSession;
  readonly query: Query;
  /** Runs a statement without parameters or rows, unprepared; answers its command tag. */
  command(text: string): Promise<string>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly durability: Durability;
  readonly lockTimeoutMs?: number;
}

/** A connection takes milliseconds, and seconds where a machine has too much to do. Clients wait 15 s for an answer. */
const connectTimeoutSeconds = 12;
const endTimeoutSeconds = 5;
/** A statement of ours takes milliseconds; beyond these the server is in trouble and the caller should hear of it. */
const statementTimeoutMs = 30_000;
const lockTimeoutMsDefault = 10_000;
/** Ends a transaction whose process hangs, and so frees its locks. */
const idleInTransactionTimeoutMs = 30_000;

/**
 * Statements with more parameters than this are texts of varying length (lists, rows of an insert): each would be
 * remembered by the server for the life of the connection.
 */
const preparedParametersMax = 32;

const ownSession = `select pid as "processId", extract(epoch from backend_start)::text as "startedAt"
  from pg_stat_activity where pid = pg_backend_pid()`;

/** Resolves once the server has answered. What is sent before that, the driver may send again after a refusal. */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const connection = createConnection(options);
  try {
    const [session] = await connection.query<DatabaseSession>(ownSession, []);
    if (session === undefined) throw new Error("a session that is not there");
    return {
      ...connection,
      session,
      get isLost() {
        return connection.isLost;
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function createConnection({
  url,
  durability,
  lockTimeoutMs,
}: ConnectionOptions): Omit<Connection, "session"> {
  let isLost = false;
  const lose = () => {
    isLost = true;
  };
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: connectTimeoutSeconds,
    fetch_types: false,
    onclose: lose,
    onnotice: () => undefined,
    // Ids, positions and times stay below 2^53.
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    connection: {
      application_name: "parley",
      synchronous_commit: durability === "full" ? "on" : "off",
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs ?? lockTimeoutMsDefault,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
      client_min_messages: "warning",
      // Compiling costs more than any statement here takes.
      jit: "off",
    },
  });

  async function guarded<T>(statement: () => PromiseLike<T>): Promise<T> {
    if (isLost) throw Object.assign(new Error("the connection is lost"), { code: "CONNECTION_LOST" });
    try {
      return await statement();
    } catch (error) {
      if (isConnectionLost(error)) lose();
      throw error;
    }
  }

  return {
    get isLost() {
      return isLost;
    },
    query: <R>(text: string, parameters: readonly Parameter[]) =>
      guarded<R[]>(() =>
        sql.unsafe<R[] & Record<string, unknown>[]>(text, [...parameters], {
          prepare: parameters.length <= preparedParametersMax,
        }),
      ),
    command: (text) => guarded(async () => (await sql.unsafe(text)).command),
    async close() {
      // A lost connection has nothing to end; the driver would wait for its answer.
      if (!isLost) await sql.end({ timeout: endTimeoutSeconds });
    },
  };
}
