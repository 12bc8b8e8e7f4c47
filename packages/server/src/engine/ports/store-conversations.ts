import type { Conversation, ConversationKind, Member, MemberRole, MemberStatus } from "@parley/protocol";

export interface ConversationsReader {
  find(conversationId: number): Promise<StoredConversation | null>;
  /** One of those there is only one of, if it was ever opened. */
  findOnly(only: OnlyConversation): Promise<number | null>;
}

/** The lobby is there once, notes once for each user. */
export type OnlyConversation =
  | { readonly kind: "lobby" }
  | { readonly kind: "notes"; readonly ownerId: number };

export interface StoredConversation extends Conversation {
  readonly lastRev: number;
  readonly lastSeq: number;
}

export interface NewConversation {
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly ownerId: number | null;
  readonly memberCount: number;
  readonly createdAt: number;
  /** Members whose pictures make its picture. */
  readonly faces?: readonly number[];
  /** Nobody gave it its name. */
  readonly isAutoNamed?: boolean;
}

export interface ConversationsWriter extends ConversationsReader {
  /** Nobody else appends to it or holds it until this transaction is over. */
  hold(conversationId: number): Promise<void>;
  findDirect(userIds: readonly [number, number]): Promise<number | null>;
  /** Who wrote its newest message, notices of the system left out; null when nobody did. */
  newestAuthor(conversationId: number): Promise<number | null>;
  insert(conversation: NewConversation): Promise<number>;
  /** Made if there is none; exactly one, whoever asks at once. Of a new one, members and events are the caller's to add. */
  openOnly(only: OnlyConversation, createdAt: number): Promise<{ conversationId: number; isNew: boolean }>;
  /**
   * The direct conversation of two people, made if there is none; exactly one for each pair, whoever asks at once (CONV-1).
   * Of a new one, members and events are the caller's to add.
   */
  openDirect(
    userIds: readonly [number, number],
    createdAt: number,
  ): Promise<{ conversationId: number; isNew: boolean }>;
}

export interface ListedMember extends Member {
  /** The other side of a direct conversation is not told what this member does. */
  readonly isHiding: boolean;
  /** Keeps receipts to themselves, everywhere. */
  readonly hidesReceipts: boolean;
}

/** A membership, and what of the conversation it opens as of the same moment: events and messages after the first and up to the last (INV-15). */
export interface StoredMember extends Pick<ListedMember, "userId" | "role" | "status" | "isHiding">, Visible {
  readonly conversationId: number;
  /** Events after this one are told to the member; messages only those that were not purged since (RET-3). */
  readonly sinceRev: number;
  /** Messages of the conversation the member hid from themselves. */
  readonly hiddenCount: number;
  /** The member set a mark that ends with reading. */
  readonly isMarkedUnread: boolean;
}

export interface Visible {
  readonly firstRev: number;
  readonly firstSeq: number;
  readonly lastRev: number;
  readonly lastSeq: number;
}

export interface MembersReader {
  find(conversationId: number, userId: number): Promise<StoredMember | null>;
  /** Ascending by user id, those who left are left out. */
  page(
    conversationId: number,
    afterUserId: number,
    limit: number,
    filter?: MemberFilter,
  ): Promise<ListedMember[]>;
  /** Everybody who is told of events, with the `rev` the answer is true at. */
  audience(conversationId: number): Promise<Audience>;
  /** Those of the given users who share a conversation with the user; the lobby, which everybody shares, counts if asked. */
  acquaintances(
    userId: number,
    others: readonly number[],
    options?: { readonly countsLobby: boolean },
  ): Promise<number[]>;
}

export interface MemberFilter {
  readonly name?: MemberName;
  /** The owner, the admins, and this member alone. Looks at no others. */
  readonly adminsAnd?: number;
}

/** Who has a token of the index of names that begins with one of these, or this folded part in their name in the conversation. */
export interface MemberName {
  readonly part: string;
  readonly tokens: readonly string[];
}

export interface Audience {
  readonly rev: number;
  readonly userIds: readonly number[];
}

export interface NewMember {
  readonly userId: number;
  readonly role: MemberRole;
  readonly status: MemberStatus;
}

export interface MemberRules {
  readonly isRuled: boolean;
  readonly isHiding: boolean;
}

export interface MembersWriter extends MembersReader {
  insert(conversationId: number, members: readonly NewMember[], joinedAt: number): Promise<void>;
  /** Of a direct conversation, which it holds: whether the member writes by rules alone, and what the other is told. */
  setRules(conversationId: number, userId: number, rules: MemberRules): Promise<void>;
  /**
   * Moves the read position forward, never back, never past the newest message; the position and unread count then, and
   * whether it is to be kept from others: the member keeps receipts to themselves, or the only other one does.
   */
  markRead(
    conversationId: number,
    userId: number,
    seq: number,
  ): Promise<{ readSeq: number; unread: number; moved: boolean; isPrivate?: true }>;
}

export interface InboxReader {
  /**
   * Heads, pinned ones first, then in the order of activity, newest first, as `Head` JSON texts, with a cursor taken
   * before they were read. Those that the user took out of the list are not among them.
   */
  page(userId: number, before: InboxPosition | null, limit: number, filter?: InboxFilter): Promise<InboxPage>;
  /**
   * The first heads that changed after the cursor (and perhaps a few that did not), with the cursor that holds when
   * there are no more; null when the cursor cannot be read.
   */
  changedSince(userId: number, cursor: string | null, limit: number): Promise<ChangedPage | null>;
}

/** Only heads of which all this is true. */
export interface InboxFilter {
  readonly is?: "active" | "archived" | "unread" | "mentions";
  readonly folderId?: number;
  /** Judges what is muted until a time. */
  readonly now: number;
}

export interface InboxPosition {
  readonly isPinned: boolean;
  readonly lastActiveAt: number;
  readonly conversationId: number;
}

export interface InboxPage {
  readonly heads: readonly InboxHead[];
  readonly cursor: string;
}

export interface ChangedPage {
  readonly heads: readonly ChangedHead[];
  readonly cursor: string;
}

export interface ChangedHead extends InboxHead {
  /** Asks for what comes after this head. */
  readonly cursor: string;
}

/** One head as wire text, with what the caller needs to know of it. */
export interface InboxHead {
  readonly text: string;
  readonly position: InboxPosition;
  /** People who appear in it: the peer and the newest message's sender. */
  readonly userIds: readonly number[];
}
