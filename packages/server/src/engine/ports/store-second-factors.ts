/** Second factors of accounts: secrets sealed, recovery codes as digests (TFA-2). */
export interface StoredSecondFactor {
  readonly sealedSecret: string;
  readonly recoveryDigests: readonly string[];
  /** The newest time step whose code was used. */
  readonly lastStep: number;
  /** When it was switched on; null before. */
  readonly confirmedAt: number | null;
}

export interface SecondFactorsReader {
  find(userId: number): Promise<StoredSecondFactor | null>;
}

/** How many tries there are in a time that begins with the first of them. */
export interface TryLimit {
  readonly triesMax: number;
  readonly windowMs: number;
}

export type TakenTry =
  | { readonly status: "taken"; readonly factor: StoredSecondFactor; readonly triesLeft: number }
  | { readonly status: "exhausted"; readonly until: number };

export interface SecondFactorsWriter extends SecondFactorsReader {
  /** Keeps a secret that was not confirmed yet, in place of such a one; false when the user has a confirmed one. */
  begin(userId: number, sealedSecret: string): Promise<boolean>;
  /**
   * Takes one of the tries, and holds the factor until the transaction is over: of many at once no more get one than
   * there are, and each sees what the one before has used. Null when there is no factor.
   */
  takeTry(userId: number, limit: TryLimit, now: number): Promise<TakenTry | null>;
  /** Keeps what a right code has changed, and gives all tries back. */
  put(userId: number, factor: Omit<StoredSecondFactor, "sealedSecret">): Promise<void>;
  /** False when there is none. */
  remove(userId: number): Promise<boolean>;
}
