export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** Counts what callers do. Approximate: a restart or a lost node forgets at most one burst a caller. */
export interface RateLimits {
  /** Takes one turn of `name` for the caller (a user id, or an address): 0 when granted, else the ms to wait. */
  take(name: string, caller: number | string, rate: Rate): number;
  /** Forgets callers who have their full burst again. */
  sweep(): void;
}
