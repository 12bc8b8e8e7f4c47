/** What conversations are found by: uuid, number, and of public groups their names. What a token is, the engine knows. */
import type { ConversationDetails, GroupSettings } from "@parley/protocol";

export interface DirectoryReader {
  findByUuid(uuid: string): Promise<number | null>;
  findByNumber(number: string): Promise<number | null>;
  details(conversationId: number): Promise<ConversationDetails | null>;
  /** Public groups, the newest first. */
  page(query: DirectoryQuery): Promise<number[]>;
  /**
   * The first tokens that begin with the text, by token in the order of code points, then by group. Reads no more than so
   * many entries of one index, however many there are.
   */
  startingWith(text: string, limit: number): Promise<FoundGroup[]>;
  /** Those of them that are groups and not dissolved, in any order. */
  cards(conversationIds: readonly number[]): Promise<StoredCard[]>;
}

export interface DirectoryQuery {
  readonly category: number | null;
  readonly beforeId: number | null;
  readonly limit: number;
}

export interface FoundGroup {
  readonly token: string;
  readonly conversationId: number;
}

export interface StoredCard {
  readonly conversationId: number;
  readonly number: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly description: string | null;
  readonly category: number;
  readonly memberCount: number;
  readonly isPublic: boolean;
  readonly settings: Partial<GroupSettings>;
}

export interface DirectoryWriter extends DirectoryReader {
  /** False when another conversation has it: nothing is changed then, and the transaction can only be given up. */
  setNumber(conversationId: number, number: string | null): Promise<boolean>;
  /** These tokens and no others lead to the group. */
  replaceTokens(conversationId: number, tokens: readonly string[]): Promise<void>;
}
