import type { MediaKind } from "@parley/protocol";

/** Files: who they belong to, what is known of them, and which messages show them. */
export interface MediaReader {
  find(id: string): Promise<StoredMedia | null>;
  /** Messages that show a file and are not recalled, at most `limit`. */
  uses(id: string, limit: number): Promise<readonly MediaUse[]>;
  /** Those in conversations this member reads, at most `limit`, the newest first where ids of messages tell so. */
  usesSeenBy(userId: number, id: string, limit: number): Promise<readonly MediaUse[]>;
  /** Files of an owner, the newest first, after a place if one is given. */
  list(ownerId: number, before: MediaPlace | null, limit: number): Promise<readonly StoredMedia[]>;
  /** Bytes of all files of an owner, and how many are not complete. */
  usage(ownerId: number): Promise<MediaUsage>;
  /** Bytes of the files a conversation shows, each counted as often as it is shown. */
  shownBytes(conversationId: number): Promise<number>;
  /** Blobs nothing refers to any more, at most `limit`. */
  removals(limit: number): Promise<readonly string[]>;
}

export interface StoredMedia {
  readonly id: string;
  readonly ownerId: number;
  readonly kind: MediaKind;
  readonly name: string;
  readonly bytes: number;
  /** The blob: its own, or that of the same bytes uploaded before. */
  readonly blobKey: string;
  readonly type: string | null;
  readonly sha256: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  /** Of an image a few pixels, as WebP in Base64. */
  readonly placeholder: string | null;
  readonly createdAt: number;
  readonly completeAt: number | null;
}

/** A message, or with conversation 0, which there is not, a sticker pack in the place of the message. */
export interface MediaUse {
  readonly conversationId: number;
  readonly messageId: string;
}

export interface MediaPlace {
  readonly createdAt: number;
  readonly id: string;
}

export interface MediaUsage {
  readonly bytes: number;
  readonly openCount: number;
}

export interface NewMedia {
  readonly id: string;
  readonly ownerId: number;
  readonly kind: MediaKind;
  readonly name: string;
  readonly bytes: number;
  readonly durationMs: number | null;
  readonly createdAt: number;
}

/** What was found in the bytes. */
export interface MediaFacts {
  readonly bytes: number;
  readonly type: string;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Where the bytes tell it; null leaves what was announced. */
  readonly durationMs: number | null;
  readonly placeholder: string | null;
}

export interface MediaWriter extends MediaReader {
  /** Exact where the owner's row is held. */
  usage(ownerId: number): Promise<MediaUsage>;
  insert(media: NewMedia): Promise<void>;
  /**
   * Makes it complete. Where the same content is kept already, that blob becomes its own too, and the one of this
   * upload is left to be removed. Answers null where it is not there, or complete already.
   */
  complete(id: string, facts: MediaFacts, now: number): Promise<StoredMedia | null>;
  /** Removes the file; its blob is left to be removed where no other file has it. False where a message shows it. */
  remove(id: string): Promise<boolean>;
  /**
   * A message shows the file from now on; null where there is none. Whether it may is decided by who asks. What is not
   * counted takes no room of the conversation.
   */
  use(id: string, use: MediaUse, isCounted?: boolean): Promise<StoredMedia | null>;
  /** A message shows none any more: recalled or gone. Files shown nowhere else count as unused from now on. */
  endUses(use: MediaUse, now: number, mediaIds?: readonly string[]): Promise<void>;
  /** Removes files that nothing has used since `before`, at most `limit`; answers how many. */
  removeUnused(before: number, limit: number): Promise<number>;
  /** These blobs are gone. */
  forgetRemovals(keys: readonly string[]): Promise<void>;
}
