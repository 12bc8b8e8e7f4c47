import type { MediaFacts } from "./store-media.ts";

/** Makes one picture of several, off the thread that asks: one at a time, and only so long. */
export interface PictureMaker {
  /**
   * Keeps the picture of one to nine faces as the blob of this key. What a blob has that cannot be shown is drawn as
   * its letters. @throws busy, payload_too_large where it takes too long
   */
  compose(key: string, faces: readonly Face[]): Promise<MediaFacts>;
}

export interface Face {
  /** The picture; null where there is none. */
  readonly blob: string | null;
  /** What stands for it: letters, and the number of a colour. */
  readonly letters: string;
  readonly color: number;
}
