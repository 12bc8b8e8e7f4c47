import type { NewUser } from "./store-people.ts";

/** What is kept of guests beyond what is kept of every user. */
export interface GuestsReader {
  /** By the digest of a secret, those too that were merged into an account. */
  findBySecret(secretDigest: string): Promise<StoredGuest | null>;
}

export interface StoredGuest {
  readonly userId: number;
  /** The account that took it over, and with it everything it had; null where none has. */
  readonly mergedInto: number | null;
}

export interface GuestsWriter extends GuestsReader {
  /** Makes a guest an account, which the secret does not open any more. */
  becomeUser(
    userId: number,
    user: Pick<NewUser, "nickname" | "sortKey" | "passwordHash"> & { readonly nicknameKey: string },
  ): Promise<void>;
  /** Guests who were not there since that time; some, the longest gone first. */
  listUnused(activeBefore: number, limit: number): Promise<number[]>;
  /** Whether this is one of them. */
  isUnused(userId: number, activeBefore: number): Promise<boolean>;
  /** Makes a user who was just inserted one who has this secret, and is active from now on. */
  setSecret(userId: number, secretDigest: string, language: string | null, now: number): Promise<void>;
}
