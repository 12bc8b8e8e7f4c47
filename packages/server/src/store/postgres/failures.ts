/** What the errors of the driver and the server mean for a caller. */
import { ParleyError } from "@parley/protocol";
import postgres from "postgres";

/** Serialization failure and deadlock: the transaction was undone and may simply run again. */
const retryableStates: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** Classes of SQLSTATE in which the server, not the statement, is at fault: connection, resources, operator, system. */
const unavailableClasses: ReadonlySet<string> = new Set(["08", "53", "57", "58"]);
/** Read-only (a standby), lock not available, idle transaction ended; and what was retried often enough. */
const unavailableStates: ReadonlySet<string> = new Set(["25006", "55P03", "25P03", ...retryableStates]);

export function isRetryable(error: unknown): boolean {
  return error instanceof postgres.PostgresError && retryableStates.has(error.code);
}

/** The connection is gone, or was never made. What it was asked to commit may or may not be committed. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof postgres.PostgresError)
    return error.code.startsWith("08") || error.code.startsWith("57P0");
  if (error instanceof ParleyError || !(error instanceof Error) || !("code" in error)) return false;
  // Codes of the driver (CONNECTION_CLOSED, CONNECT_TIMEOUT ...) and of sockets (ECONNREFUSED, EPIPE ...).
  return typeof error.code === "string" && /^(CONNECT|E[A-Z]+$)/.test(error.code);
}

/** The connection was lost after the commit was sent and before it was answered. */
export class UncertainCommit extends Error {
  readonly session: DatabaseSession;

  /** @param session the one that was asked to commit, and may still do so */
  constructor(session: DatabaseSession, cause: unknown) {
    super("the answer to a commit was lost", { cause });
    this.name = "UncertainCommit";
    this.session = session;
  }
}

/** The server's end of a connection, told apart from all that ever were. */
export interface DatabaseSession {
  readonly processId: number;
  readonly startedAt: string;
}

export function isLockTimeout(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === "55P03";
}

/** Whether the same call may succeed later without a change. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof UncertainCommit || isConnectionLost(error)) return true;
  if (!(error instanceof postgres.PostgresError)) return false;
  return unavailableClasses.has(error.code.slice(0, 2)) || unavailableStates.has(error.code);
}

/** The error as callers of the port see it: `unavailable` with its cause, or itself. */
export function translated(error: unknown): unknown {
  return isUnavailable(error) ? new ParleyError("unavailable", { cause: error }) : error;
}
