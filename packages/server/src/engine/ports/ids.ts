/** Identifiers nobody can guess, from a cryptographic source (SEC-24). */
export interface Ids {
  /** A UUID version 7, lower case. */
  uuid(): string;
  /** Decimal digits, each as likely as any other: a code that is typed in. */
  digits(count: number): string;
  /** 256 bits as 43 letters and digits of base64url: a secret that opens something. */
  secret(): string;
}
