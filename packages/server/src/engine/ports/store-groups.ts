/** Groups beyond what every conversation has, and their members as other members see them. */
import type { ConversationStatus, GroupSettings, Member, MemberRole, MemberStatus } from "@parley/protocol";
import type { StoredConversation } from "./store-conversations.ts";

export interface StoredGroup {
  readonly conversation: StoredConversation;
  readonly status: ConversationStatus;
  readonly description: string | null;
  readonly announcement: string | null;
  readonly uuid: string;
  readonly number: string | null;
  readonly category: number;
  /** What was set; the rest is as by default. */
  readonly settings: Partial<GroupSettings>;
}

export interface GroupsReader {
  /** Null where there is no such conversation, or it is no group. */
  find(conversationId: number): Promise<StoredGroup | null>;
  /** Those of the users who are in it or were, whatever their status. */
  members(conversationId: number, userIds: readonly number[]): Promise<Member[]>;
  /** The owner and the admins who are in it, by user id, at most so many. */
  leaders(conversationId: number, limit: number): Promise<number[]>;
}

export interface GroupChanges {
  readonly name?: string | null;
  readonly avatar?: string | null;
  readonly description?: string | null;
  readonly announcement?: string | null;
  readonly settings?: Partial<GroupSettings>;
  readonly status?: ConversationStatus;
  readonly ownerId?: number;
  readonly category?: number;
  /** Whether nobody gave it its name. */
  readonly isAutoNamed?: boolean;
  /** Whether everybody finds it. */
  readonly isPublic?: boolean;
  /** Whether not every active member may write. */
  readonly isRuled?: boolean;
}

export interface MemberChanges {
  readonly role?: MemberRole;
  readonly status?: MemberStatus;
  readonly nickname?: { readonly text: string; readonly key: string } | null;
  readonly avatar?: string | null;
  /** 0: not muted. Also whether the member writes by rules alone. */
  readonly mutedUntil?: number;
  readonly pacedAt?: number;
}

/** From where on members see a conversation. */
export interface SeenFrom {
  readonly firstRev: number;
  readonly firstSeq: number;
}

/** The writer of groups. Callers hold the conversation. */
export interface GroupsWriter extends GroupsReader {
  update(conversationId: number, changes: GroupChanges): Promise<void>;
  /** Lets people in who are no members or were: as new ones, who have read all there is. Who was muted stays so. */
  admit(conversationId: number, userIds: readonly number[], from: SeenFrom, at: number): Promise<void>;
  /** Puts a member out who sees nothing after this event, which tells of it (INV-15). */
  dismiss(conversationId: number, userId: number, leftRev: number): Promise<void>;
  /** Puts everybody out, as one by one; those who waited too. */
  dismissAll(conversationId: number, leftRev: number): Promise<void>;
  /** The next to own it: of its admins the one who is in it longest, else of its members; no guest, no bot. */
  heir(conversationId: number, ownerId: number): Promise<number | null>;
  /** A group whose owner was deleted and that was not handed over yet. */
  nextOwnerless(): Promise<number | null>;
  endOwnerless(conversationId: number): Promise<void>;
  /** Shuts a member out, who sees nothing after this event, or with null lets them in again as they were. */
  shutOut(conversationId: number, userId: number, leftRev: number | null): Promise<void>;
  setMember(conversationId: number, userId: number, changes: MemberChanges): Promise<void>;
  /** Counts the members on, and chooses the faces anew: the owner and the first others, or none. */
  recount(conversationId: number, change: number, showsFaces: boolean): Promise<void>;
  /** When the member's message was let through last that slow mode counts from. */
  pacedAt(conversationId: number, userId: number): Promise<number>;
}
