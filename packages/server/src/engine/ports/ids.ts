/** Identifiers nobody can guess, from a cryptographic source (SEC-24). */
export interface Ids {
  /** A UUID version 7, lower case. */
  uuid(): string;
}
