import type { Media } from "@parley/protocol";
import type { StoredMedia } from "../ports/store-media.ts";

/** A file as its owner sees it: not where its bytes are. */
export function publicMedia(stored: StoredMedia): Media {
  const { id, kind, name, bytes, type, sha256, width, height, durationMs, createdAt, completeAt } = stored;
  return { id, kind, name, bytes, type, sha256, width, height, durationMs, createdAt, completeAt };
}
