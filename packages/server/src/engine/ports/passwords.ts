/**
 * Password hashing. Slow on purpose, so it never runs on an event loop, and only a bounded number waits:
 * beyond that the call is `busy` (ACC-2).
 */
export interface Passwords {
  /** Asked before anything is looked up, so that a flood costs next to nothing. @throws busy */
  assertNotBusy(): void;
  /** A self-describing hash. @throws busy */
  hash(password: string): Promise<string>;
  /** Whether the password is right. With no hash it does the same work and answers false (ACC-3). @throws busy */
  verify(password: string, hash: string | null): Promise<boolean>;
  /** Whether it is one of the 10,000 commonest, which are guessed first (ACC-20). */
  isCommon(password: string): Promise<boolean>;
}
