/**
 * Secrets of second factors and the codes they make (RFC 6238: SHA-1, 6 digits, 30 s). Nobody but this port sees a
 * secret again after it was made: what is kept of one is sealed with a key of the server, for one user.
 */
export interface SecondFactors {
  /** A new secret: in base32, as people enter it, and sealed, as it is kept. */
  create(userId: number): { readonly secret: string; readonly sealed: string };
  /**
   * The time step whose code this is: that of now, the one before or the one after, and later than `afterStep`; null
   * when it is none of theirs. @throws when the secret was sealed for somebody else, or with other keys
   */
  stepOf(sealed: string, userId: number, code: string, now: number, afterStep: number): number | null;
  /** A recovery code of 80 random bits. */
  createRecoveryCode(): string;
}
