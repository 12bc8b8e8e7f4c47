/**
 * Log lines as JSON, one a line. Values are escaped by JSON, so nobody can forge a line (SEC-29). Message content,
 * tokens and query strings are never logged.
 */
export type LogLevel = "debug" | "info" | "warn" | "error";

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const rank = { debug: 0, info: 1, warn: 2, error: 3 } as const satisfies Record<LogLevel, number>;

export function createLog(least: LogLevel, now: () => number, write: (line: string) => void): Log {
  const writer =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (rank[level] < rank[least]) return;
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields })}\n`);
    };
  return { debug: writer("debug"), info: writer("info"), warn: writer("warn"), error: writer("error") };
}

/** What of an unexpected error may be logged: its kind, text and place, no content of anybody. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: `${error.name}: ${error.message}`,
    stack: error.stack?.split("\n").slice(1, 6).join(" | "),
  };
}
