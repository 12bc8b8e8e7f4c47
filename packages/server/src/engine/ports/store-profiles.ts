/** What is kept of people beyond what everybody sees. */
import type { Account, Profile } from "@parley/protocol";

export type ProfileKey =
  | { readonly id: number }
  | { readonly uuid: string }
  | { readonly usernameKey: string };

/** A profile as it is, with what decides who sees of it what. */
export interface StoredProfile extends Profile {
  /** The JSON of the section; null where nothing was set. */
  readonly privacy: string | null;
}

export interface ProfilesReader {
  /** What its owner sees; null when there is none, or it is disabled. */
  account(userId: number): Promise<Account | null>;
  /** Somebody who is there and enabled. One read. */
  find(key: ProfileKey): Promise<StoredProfile | null>;
  /** Which link leads to an enabled user. */
  linkNumber(userId: number): Promise<number | null>;
}

/** Fields of an account to change. */
export interface ProfileChanges extends Partial<Omit<Account, "nickname">> {
  readonly nickname?: { readonly text: string; readonly sortKey: string };
}

export interface ProfilesWriter extends ProfilesReader {
  /** Callers hold the user. False when the phone number is somebody else's; then the transaction is to be undone. */
  update(userId: number, changes: ProfileChanges): Promise<boolean>;
  /** Counts the user's links on; the newest one's number. */
  renewLink(userId: number): Promise<number>;
  /**
   * Who may be showing the user's name and picture: contacts, and members of the conversations that were active last
   * and are not large. Not all of them where there are very many.
   */
  onlookers(userId: number): Promise<number[]>;
}
