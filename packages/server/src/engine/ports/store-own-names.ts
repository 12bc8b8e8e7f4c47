import type { FoundToken } from "./store-search.ts";

/** The names of what a user has to do with. */
export interface OwnNamesReader {
  /** All tokens of the user's contacts that begin with one of these, in the order of `userTokens.startingWith`. */
  contactsCalled(ownerId: number, tokens: readonly string[]): Promise<FoundToken[]>;
  /** What the user calls contacts. */
  remarks(ownerId: number): Promise<{ readonly userId: number; readonly remark: string }[]>;
  /** Conversations with a name that the user may read, the newest activity first; of very many the first thousands. */
  conversations(userId: number): Promise<{ readonly id: number; readonly name: string }[]>;
}
