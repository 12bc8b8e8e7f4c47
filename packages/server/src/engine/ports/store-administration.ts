/** What administrators see and change of accounts, and the log of what they did. */
import type { AdminUser, AuditEntry, UserRole } from "@parley/protocol";

export interface AccountQuery {
  /** What a name, address or number is looked for by; null for everybody. */
  readonly match: AccountMatch | null;
  readonly role: UserRole | null;
  readonly isEnabled: boolean | null;
  readonly afterUserId: number;
  readonly limit: number;
}

/** Any of these is enough. Of each the first thousand are found, in an index, however many accounts there are. */
export interface AccountMatch {
  readonly userId: number | null;
  /** Beginning of a folded username, e-mail address or phone number. */
  readonly beginning: string;
  /** Beginnings of tokens of names (`store-search.ts`). */
  readonly tokens: readonly string[];
}

export interface AccountsReader {
  find(userId: number): Promise<AdminUser | null>;
  /** By id; the system itself left out. */
  page(query: AccountQuery): Promise<AdminUser[]>;
}

export interface AccountsWriter extends AccountsReader {
  /** Ids of all enabled administrators, who stay so until this transaction is over. */
  lockAdmins(): Promise<number[]>;
  /** Who writes to a user who is not enabled is asked the rules each time, and refused by them. */
  setEnabled(userId: number, isEnabled: boolean): Promise<void>;
  setRole(userId: number, role: UserRole): Promise<void>;
  setPasswordHash(userId: number, passwordHash: string): Promise<void>;
  /**
   * Removes what all tables hold about the user but messages, memberships and the audit log; of complaints the words, of
   * invitations the notes.
   */
  erase(userId: number, left: ErasedAccount): Promise<void>;
}

/** What is left of a deleted account. */
export interface ErasedAccount {
  readonly uuid: string;
  readonly username: string;
  readonly usernameKey: string;
  readonly nickname: string;
  readonly nicknameKey: string;
  readonly deletedAt: number;
}

export interface AuditQuery {
  readonly actorId: number | null;
  readonly action: string | null;
  readonly targetKind: string | null;
  readonly targetId: string | null;
  readonly beforeId: number | null;
  readonly limit: number;
}

export interface AuditReader {
  /** The newest first. */
  list(query: AuditQuery): Promise<AuditEntry[]>;
}

/** Append-only: the database itself refuses to change or remove an entry (ADM-3). */
export interface AuditWriter extends AuditReader {
  append(entry: Omit<AuditEntry, "id">): Promise<void>;
}
