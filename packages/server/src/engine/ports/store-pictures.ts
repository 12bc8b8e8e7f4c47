/** Which files are pictures of people and groups, and which groups' composed pictures are to be looked at again. */

/** Who or what a file is the picture of. Each has one picture at most. */
export type PictureOf =
  | { readonly kind: "user"; readonly userId: number }
  /** What a group was given. */
  | { readonly kind: "group"; readonly conversationId: number }
  /** What was made of its members' pictures. */
  | { readonly kind: "faces"; readonly conversationId: number }
  /** A member's own picture in one group. */
  | { readonly kind: "member"; readonly conversationId: number; readonly userId: number };

export interface PicturesReader {
  /** What a file is the picture of, at most `limit`. Whether it is shown there still is for the caller to see. */
  shownBy(mediaId: string, limit: number): Promise<readonly PictureOf[]>;
}

export interface PicturesWriter extends PicturesReader {
  /**
   * The file is the picture from now on, and is kept; null: none is. The one before counts as unused from now on, where
   * nothing else shows it. False where there is no such file, and then nothing changes.
   */
  show(mediaId: string | null, of: PictureOf, now: number): Promise<boolean>;
  /** Everything a person is shown with, everywhere; or a group, its members in it included. */
  endAll(of: { readonly userId: number } | { readonly conversationId: number }, now: number): Promise<void>;
}

/** A group, or with a `userId` all groups that show this person among their faces. */
export interface FaceRenewal {
  readonly conversationId: number;
  readonly userId: number;
  readonly dueAt: number;
}

/** What the composed picture of a group is made of, and was made of. */
export interface StoredFaces {
  /** Members whose pictures make it; none where members are hidden. */
  readonly userIds: readonly number[];
  /** Digest of what it was made of last; null: never. */
  readonly madeOf: string | null;
  readonly mediaId: string | null;
}

export interface FacesReader {
  /** What is due, at most `limit`. */
  due(now: number, limit: number): Promise<readonly FaceRenewal[]>;
  /** Null where none is to be made: the group was given a picture, or is dissolved. */
  find(conversationId: number): Promise<StoredFaces | null>;
}

export interface FacesWriter extends FacesReader {
  /**
   * The composed picture of a group is to be looked at: at once, or `facesPauseMs` after it was made last, so that a
   * group that many join makes few.
   */
  mark(conversationId: number): Promise<void>;
  /** The same for all groups that show a person, whenever the chore comes to it. */
  markPerson(userId: number, now: number): Promise<void>;
  /** Marks all groups that show this person among their faces. */
  spread(userId: number): Promise<void>;
  /** Looked at, unless it was marked anew since. */
  done(renewal: FaceRenewal): Promise<void>;
  /** To be looked at again then, because it could not be made. */
  postpone(renewal: FaceRenewal, dueAt: number): Promise<void>;
  /** What the group shows from now on where it was given no picture; null: nothing. Callers hold the group. */
  set(
    conversationId: number,
    made: { readonly madeOf: string; readonly mediaId: string | null; readonly at: number },
  ): Promise<void>;
}

/** Least time between two composed pictures of one group. */
export const facesPauseMs = 5_000;
