import type { UserRole } from "@parley/protocol";

export interface AccessClaims {
  readonly userId: number;
  readonly role: UserRole;
  readonly sessionId: string;
}

/** Makes the tokens a signed-in device holds. Nothing of them is stored: they are derived from the server's keys. */
export interface Tokens {
  /** A short-lived access token and its end in ms. */
  issueAccess(claims: AccessClaims, now: number): { token: string; expiresAt: number };
  /** The refresh token of a session's generation; the same input gives the same token. */
  issueRefresh(sessionId: string, generation: number): string;
  /** What a refresh token says, or null when it was not issued here. Whether it still holds is the session's matter. */
  readRefresh(token: string): { sessionId: string; generation: number } | null;
  /** Digest of a setup code, for comparing without keeping the code. */
  digest(text: string): string;
}
