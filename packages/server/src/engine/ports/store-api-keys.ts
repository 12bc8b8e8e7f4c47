/** API keys. The keys themselves are never kept, only their digests. */
import type { ApiKey, UserRole } from "@parley/protocol";

/** Whom a key lets in, and what for. */
export interface ApiKeyHolder {
  readonly keyId: string;
  readonly userId: number;
  readonly role: UserRole;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
}

export interface ApiKeysReader {
  /** Null when there is no such key, it was revoked, or its user is disabled. It may have run out. */
  findHolder(digest: string): Promise<ApiKeyHolder | null>;
  /** Keys of a user that were not revoked, the newest first. */
  list(userId: number): Promise<ApiKey[]>;
}

export interface ApiKeysWriter extends ApiKeysReader {
  /** Null when there is none or it was revoked. */
  find(id: string): Promise<ApiKey | null>;
  insert(key: ApiKey, digest: string): Promise<void>;
  /** False when it was revoked before. */
  revoke(id: string, at: number): Promise<boolean>;
  /** Keys that have run out and were not revoked; some, in any order. */
  listExpired(now: number, limit: number): Promise<{ id: string; userId: number }[]>;
  /** Notes a use, unless a later one is noted. */
  noteUse(id: string, at: number): Promise<void>;
}
