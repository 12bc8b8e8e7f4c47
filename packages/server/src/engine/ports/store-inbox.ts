/** What members keep of conversations for themselves, their folders and drafts, and who is mentioned where. */
import type { Draft, Folder, OwnState } from "@parley/protocol";

export interface OwnStatesReader {
  /** Null: no member. */
  find(conversationId: number, userId: number): Promise<OwnState | null>;
  /** Conversations the user has pinned. */
  countPinned(userId: number): Promise<number>;
  /** Those of the user's conversations that are in the folder, with all that is kept of them. */
  inFolder(userId: number, folderId: number): Promise<PlacedState[]>;
}

export interface PlacedState {
  readonly conversationId: number;
  readonly own: OwnState;
}

/** Callers hold the user: what was read stays true. */
export interface OwnStatesWriter extends OwnStatesReader {
  /** Puts this in the place of what was kept, and lets the member's head count as changed. */
  set(conversationId: number, userId: number, own: OwnState): Promise<void>;
  /** Shows the member nothing up to these any more, and ends the draft. */
  clear(conversationId: number, userId: number, upTo: { rev: number; seq: number }): Promise<void>;
}

export interface FoldersReader {
  /** In their order. */
  list(userId: number): Promise<Folder[]>;
}

export interface FoldersWriter extends FoldersReader {
  insert(userId: number, name: string, place: number): Promise<number>;
  rename(userId: number, folderId: number, name: string): Promise<void>;
  place(userId: number, folderId: number, place: number): Promise<void>;
  remove(userId: number, folderId: number): Promise<void>;
}

export interface DraftsReader {
  /** The draft, unless the user has sent something since; null: there is none. */
  find(conversationId: number, userId: number): Promise<Draft | null>;
}

export interface DraftsWriter extends DraftsReader {
  /** Lets the member's head count as changed; null removes it. */
  set(conversationId: number, userId: number, draft: Draft | null): Promise<void>;
}

export interface MentionsWriter {
  /** That a message mentions these members, or everybody; it ends with the message's content. */
  add(conversationId: number, seq: number, mentioned: readonly number[] | "all"): Promise<void>;
}

export interface MemberReceipt {
  readonly userId: number;
  readonly readSeq: number;
  /** Never less than the read position. */
  readonly deliveredSeq: number;
}

export interface ReceiptsReader {
  /** Of the members who were there when the message was sent and could see it; without who keeps receipts to themselves. */
  list(conversationId: number, message: { seq: number; sentAt: number }): Promise<MemberReceipt[]>;
  /** Those of the users who keep receipts to themselves. */
  hides(userIds: readonly number[]): Promise<number[]>;
}

export interface ReceiptsWriter extends ReceiptsReader {
  /** Moves the position forward, never back; the position where it moved, else null. */
  markDelivered(conversationId: number, userId: number, seq: number): Promise<number | null>;
  setHiding(userId: number, isHiding: boolean): Promise<void>;
}
