import type { SessionEndReason, User, UserRole } from "@parley/protocol";

export interface StoredUser extends User {
  readonly isEnabled: boolean;
  readonly passwordHash: string | null;
}

export interface UsersReader {
  find(userId: number): Promise<StoredUser | null>;
  /** By the folded form of a username (`nameKey`). */
  findByUsernameKey(usernameKey: string): Promise<StoredUser | null>;
  /** Enabled users, and deleted ones, of whom there is nothing to see but that; unknown ids are left out; any order. */
  list(userIds: readonly number[]): Promise<User[]>;
  /** Enabled users alone; the others are left out. */
  listEnabled(userIds: readonly number[]): Promise<User[]>;
  /** The same as `list`, as the text of a JSON array. */
  listText(userIds: readonly number[]): Promise<string>;
  hasAdmin(): Promise<boolean>;
}

export interface NewUser {
  readonly uuid: string;
  readonly username: string;
  readonly usernameKey: string;
  readonly nickname: string;
  /** What the nickname is sorted by in lists of people; `#` where not given. */
  readonly sortKey?: string;
  readonly role: UserRole;
  readonly passwordHash: string | null;
  readonly createdAt: number;
}

export interface UsersWriter extends UsersReader {
  /** The user as of now, unchanged by anybody else until this transaction is over: whoever else locks it waits. */
  lock(userId: number): Promise<StoredUser | null>;
  /** The new id, or null when the username is taken. */
  insert(user: NewUser): Promise<number | null>;
}

export interface StoredSession {
  readonly id: string;
  readonly userId: number;
  /** Which refresh token holds; each refresh raises it by one. */
  readonly generation: number;
  /** When it was raised, or the session began. */
  readonly refreshedAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

/** An open session as its owner sees it. */
export interface StoredDevice {
  readonly sessionId: string;
  readonly name: string | null;
  readonly platform: string | null;
  readonly address: string | null;
  readonly signedInAt: number;
  /** When its tokens were renewed last. */
  readonly lastActiveAt: number;
}

export interface SessionsReader {
  find(sessionId: string): Promise<StoredSession | null>;
  /** Sessions of a user that have not ended, the newest first. */
  listOpen(userId: number): Promise<StoredSession[]>;
  /** Those of them that have not run out, by last use, the newest first. */
  listDevices(userId: number, now: number): Promise<StoredDevice[]>;
  /** Sessions that were ended after the given time: their access tokens may still look valid. */
  listEndedSince(time: number): Promise<{ id: string; endedAt: number }[]>;
}

export interface NewSession {
  readonly id: string;
  readonly userId: number;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly platform: string | null;
  /** Where it was signed in; null when unknown. */
  readonly address: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface SessionsWriter extends SessionsReader {
  insert(session: NewSession): Promise<void>;
  /**
   * Moves from this generation to the next, noting the address unless it is null; false when the session is not at
   * that generation (any more) or ended.
   */
  advance(
    sessionId: string,
    generation: number,
    now: number,
    expiresAt: number,
    address: string | null,
  ): Promise<boolean>;
  /** Notes that it is used by something that trades no refresh token; nothing when it has ended. */
  extend(sessionId: string, now: number, expiresAt: number): Promise<void>;
  /** Sessions last used before the time, ended ones too, whose address is still whole; some, in any order. */
  listWholeAddresses(usedBefore: number, limit: number): Promise<{ id: string; address: string }[]>;
  /** Puts a shortened address in place of the whole one. */
  shortenAddress(sessionId: string, address: string): Promise<void>;
  /** Ends a session; false when it was ended before. */
  end(sessionId: string, now: number, reason: SessionEndReason): Promise<boolean>;
}

/** Single values of the whole server. */
export interface SettingsReader {
  get(name: SettingName): Promise<string | null>;
}

export type SettingName = "setup_code_digest" | "epoch" | "word_filter" | "word_filter_version";

export interface SettingsWriter extends SettingsReader {
  set(name: SettingName, value: string): Promise<void>;
  /** Removes the setting when it has this value; of several at once exactly one gets true. */
  take(name: SettingName, value: string): Promise<boolean>;
}
