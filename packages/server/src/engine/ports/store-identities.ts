/** Identities at OpenID providers that sign in as users, and ways to a provider that were begun (OIDC-2). */
import type { OidcIdentity } from "@parley/protocol";

export interface IdentitiesReader {
  /** Whose it is; null when it is nobody's. */
  findUser(issuer: string, subject: string): Promise<number | null>;
  list(userId: number): Promise<OidcIdentity[]>;
}

export interface IdentitiesWriter extends IdentitiesReader {
  /** False when it is somebody's already; of several at once one gets true. */
  insert(userId: number, identity: OidcIdentity): Promise<boolean>;
  /** False when the user has none of this issuer. */
  remove(userId: number, issuer: string): Promise<boolean>;
}

export interface StoredOidcRequest {
  readonly stateDigest: string;
  readonly secretDigest: string;
  readonly redirectUri: string;
  /** Of who links an identity; null where somebody signs in. */
  readonly sessionId: string | null;
  readonly expiresAt: number;
}

export interface OidcRequestsReader {
  /** One that has time left. */
  find(stateDigest: string, now: number): Promise<StoredOidcRequest | null>;
}

export interface OidcRequestsWriter extends OidcRequestsReader {
  insert(request: StoredOidcRequest): Promise<void>;
  /** Removes one that has time left; of several at once one gets true. */
  take(stateDigest: string, now: number): Promise<boolean>;
  removeExpired(now: number): Promise<void>;
}
