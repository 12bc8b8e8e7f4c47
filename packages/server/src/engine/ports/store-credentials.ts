/** What people sign in with, and what proves an address or an invitation. No secret is kept as it is. */
import type { CodePurpose, RegistrationInvite } from "@parley/protocol";
import type { StoredUser } from "./store-people.ts";

export interface CredentialsReader {
  /** By a folded username (`nameKey`), or by the phone number, when the name could be both. One statement either way. */
  findByName(usernameKey: string, phone: string): Promise<StoredUser | null>;
  /** By a folded address; whoever has it, disabled or not. */
  findByEmail(emailKey: string): Promise<StoredUser | null>;
  /** How to reach a user; null when there is none. */
  findAddress(userId: number): Promise<{ email: string | null; language: string | null } | null>;
}

export interface CredentialsWriter extends CredentialsReader {
  /** False when somebody else has the name. */
  setUsername(userId: number, username: string, usernameKey: string): Promise<boolean>;
  /** False when somebody else has the address. */
  setEmail(userId: number, email: string, emailKey: string): Promise<boolean>;
}

/** A code, found by its purpose and a digest of its address and owner. */
export interface CodeKey {
  readonly purpose: CodePurpose;
  readonly addressKey: string;
}

export interface NewCode extends CodeKey {
  readonly digest: string;
  readonly tries: number;
  readonly sentAt: number;
  readonly expiresAt: number;
}

export interface CodesReader {
  /** Whether there is one that could still be right. */
  isOpen(key: CodeKey, now: number): Promise<boolean>;
}

export interface CodesWriter extends CodesReader {
  /** In place of an earlier one. */
  put(code: NewCode): Promise<void>;
  /** Takes one of the tries: the digest to compare with, or null when none is left or the code has ended (ACC-23). */
  takeTry(key: CodeKey, now: number): Promise<string | null>;
  remove(key: CodeKey): Promise<void>;
  /** Removes some that ended before the time; how many. */
  removeEnded(before: number, limit: number): Promise<number>;
}

export interface RegistrationInvitesReader {
  /** The newest first: ids grow with time. */
  list(beforeId: string | null, limit: number): Promise<RegistrationInvite[]>;
  /** Whether an account could be made with the code. */
  isOpen(codeDigest: string, now: number): Promise<boolean>;
}

export interface NewRegistrationInvite {
  readonly id: string;
  readonly codeDigest: string;
  readonly note: string | null;
  readonly createdBy: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly uses: number;
}

export interface RegistrationInvitesWriter extends RegistrationInvitesReader {
  insert(invite: NewRegistrationInvite): Promise<void>;
  countOpen(now: number): Promise<number>;
  /** Takes one of the uses; false when none is left, or it has ended. Of many at once no more than there are. */
  takeUse(codeDigest: string, now: number): Promise<boolean>;
  /** Ends it, if it has not; null when there is none. */
  revoke(id: string, now: number): Promise<RegistrationInvite | null>;
}
