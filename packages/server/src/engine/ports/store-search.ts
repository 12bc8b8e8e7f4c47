/** The index of names: which users have which tokens. What a token is, the engine knows. */
import type { UserRole } from "@parley/protocol";

/**
 * How a name is found: from its beginning, from a later word, by pinyin, by the initials of that, or from within a word.
 * Those of guests are of a kind of their own, so that only who looks for guests finds them.
 */
export type TokenKind = "beginning" | "part" | "pinyin" | "initials" | "inside" | "guest";

export interface FoundToken {
  readonly token: string;
  readonly userId: number;
}

export interface UserTokensReader {
  /**
   * The first tokens that begin with the text, by token in the order of code points, then by user. Reads no more than
   * so many entries of one index, however many there are.
   */
  startingWith(text: string, limit: number): Promise<FoundToken[]>;
  /** Who has this folded address or this phone number, with the JSON of their privacy settings. One read either way. */
  findByAddress(address: { readonly emailKey: string; readonly phone: string }): Promise<AddressOwner | null>;
}

export interface AddressOwner {
  readonly userId: number;
  readonly by: "email" | "phone";
  readonly privacy: string | null;
}

export interface UserTokensWriter extends UserTokensReader {
  /** These tokens and no others are the user's, who is indexed in this version from then on. */
  replace(userId: number, tokens: readonly string[], version: number): Promise<void>;
  /** Some users who were indexed in an earlier version or never, locked until the commit; no deleted people. */
  listOutdated(version: number, limit: number): Promise<IndexedNames[]>;
}

export interface IndexedNames {
  readonly id: number;
  readonly username: string;
  readonly nickname: string;
  readonly role: UserRole;
}
