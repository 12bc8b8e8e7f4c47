import type { ConversationKind } from "@parley/protocol";
import type { NewUser } from "./store-people.ts";

/** What is kept of guests beyond what is kept of every user. */
export interface GuestsReader {
  /** By the digest of a secret, those too that were merged into an account. */
  findBySecret(secretDigest: string): Promise<StoredGuest | null>;
}

export interface StoredGuest {
  readonly userId: number;
  /** The account that took it over, and with it everything it had; null where none has. */
  readonly mergedInto: number | null;
}

/** A conversation a guest is in. */
export interface GuestConversation {
  readonly conversationId: number;
  readonly kind: ConversationKind;
  /** The other side of a direct one. */
  readonly peerId: number | null;
}

/** In which conversation an account comes in the place of a guest. */
export interface TakenPlace {
  readonly conversationId: number;
  readonly guestId: number;
  readonly accountId: number;
  /** With whom it is the account's one direct conversation; null where it is none. */
  readonly pairedWith: number | null;
  /** All members are locked. */
  readonly isClosed: boolean;
}

export interface GuestsWriter extends GuestsReader {
  /** Makes a guest an account, which the secret does not open any more. */
  becomeUser(
    userId: number,
    user: Pick<NewUser, "nickname" | "sortKey" | "passwordHash"> & { readonly nicknameKey: string },
  ): Promise<void>;
  /** Where the guest is a member; feeds are left out. Ascending by id. */
  conversationsOf(userId: number): Promise<GuestConversation[]>;
  /** Everybody with whom the guest has a direct conversation, or who keeps something about the other, or follows. */
  relatedTo(userId: number): Promise<number[]>;
  /** Holds the conversation. Where the account is a member already the guest leaves, and otherwise becomes it. */
  takePlace(place: TakenPlace): Promise<void>;
  /** Makes the complaints of the guest the account's; their ids. */
  takeComplaints(guestId: number, accountId: number): Promise<number[]>;
  /** Keeps of a guest who was erased which account took it over, for whoever asks with its secret again. */
  setMerged(userId: number, accountId: number, secretDigest: string): Promise<void>;
  /** Guests who were not there since that time; some, the longest gone first. */
  listUnused(activeBefore: number, limit: number): Promise<number[]>;
  /** Whether this is one of them. */
  isUnused(userId: number, activeBefore: number): Promise<boolean>;
  /** Makes a user who was just inserted one who has this secret, and is active from now on. */
  setSecret(userId: number, secretDigest: string, language: string | null, now: number): Promise<void>;
}
