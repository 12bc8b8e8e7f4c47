/** The server's time. Correctness never depends on it (INV-23): it orders nothing and numbers nothing. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}
