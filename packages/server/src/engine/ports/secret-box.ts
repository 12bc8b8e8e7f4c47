/** Keeps secrets that the server has to know again, sealed with a key of its own, each for one owner. */
export interface SecretBox {
  seal(secret: string, owner: string): string;
  /** @throws when it was sealed for somebody else, or with other keys */
  open(sealed: string, owner: string): string;
}
