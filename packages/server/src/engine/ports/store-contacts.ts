import type { Contact, ContactRequest } from "@parley/protocol";

/** What each user keeps about others: contacts, blocks, remarks. */
export interface ContactsReader {
  /** What the owner keeps about somebody; every field at its default where that is nothing. Null: no such user. */
  find(ownerId: number, userId: number): Promise<Contact | null>;
  /** In the order of the sort key, `#` last. */
  page(ownerId: number, page: ContactPage): Promise<Contact[]>;
  /** Those of the users who block the given one. */
  blockersOf(userId: number, others: readonly number[]): Promise<number[]>;
}

export interface ContactPage {
  /** `all`: everybody the owner keeps something about. */
  readonly of: "contacts" | "blocked" | "all";
  /** Where the page before ended. */
  readonly after: { readonly sortKey: string; readonly userId: number } | null;
  readonly limit: number;
}

/** A remark with what it is sorted by. */
export interface Remark {
  readonly text: string;
  readonly sortKey: string;
}

/** What is written of it; the rest of a `Contact` is told by other tables. */
export interface KeptContact {
  readonly isContact: boolean;
  readonly isStarred: boolean;
  readonly isBlocked: boolean;
  readonly canSeeMe: boolean;
  readonly iSee: boolean;
  readonly tags: readonly string[];
  readonly since: number | null;
  /** Left out: as it was. */
  readonly remark?: Remark | null;
}

export interface ContactsWriter extends ContactsReader {
  put(ownerId: number, userId: number, kept: KeptContact): Promise<void>;
  /** Keeps nothing about somebody any more. */
  remove(ownerId: number, userId: number): Promise<void>;
  /** How many people the owner keeps something about. */
  count(ownerId: number): Promise<number>;
}

export interface StoredContactRequest extends ContactRequest {
  /** The asker's name for the other, for when it is accepted. */
  readonly remark: Remark | null;
}

export interface ContactRequestsReader {
  page(page: ContactRequestPage): Promise<StoredContactRequest[]>;
  /** Requests that wait for this user's answer. */
  pendingCount(userId: number): Promise<number>;
}

export interface ContactRequestPage {
  readonly direction: "incoming" | "outgoing";
  readonly userId: number;
  readonly before: number | null;
  readonly limit: number;
}

export interface ContactRequestsWriter extends ContactRequestsReader {
  find(requestId: number): Promise<StoredContactRequest | null>;
  /** The one request between two people that is pending or ignored. */
  findOpen(fromId: number, toId: number): Promise<StoredContactRequest | null>;
  /** Requests of this user that wait for an answer. */
  countAsked(userId: number): Promise<number>;
  /** @throws when there is an open one: callers hold both users. */
  insert(request: Omit<StoredContactRequest, "id">): Promise<StoredContactRequest>;
  setStatus(
    request: StoredContactRequest,
    status: ContactRequest["status"],
    answeredAt: number,
  ): Promise<StoredContactRequest>;
}

export interface FollowsReader {
  /** Ascending by id. */
  page(direction: FollowDirection, userId: number, afterUserId: number, limit: number): Promise<number[]>;
  count(direction: FollowDirection, userId: number): Promise<number>;
}

/** Who follows the user, or whom the user follows. */
export type FollowDirection = "followers" | "following";

/** Keeps the counts true: callers hold both users. */
export interface FollowsWriter extends FollowsReader {
  /** False when it was so before. */
  insert(followerId: number, followedId: number, at: number): Promise<boolean>;
  /** False when it was not so. */
  remove(followerId: number, followedId: number): Promise<boolean>;
}
