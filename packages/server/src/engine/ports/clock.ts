/** The server's time. Correctness never depends on it (INV-23): it orders nothing and numbers nothing. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC, for what is stored and for tokens. Jumps when the machine's clock is set. */
  now(): number;
  /** Milliseconds since some moment in the past, for intervals and waiting: never jumps and never goes back. */
  elapsedMs(): number;
}
