import type { Media } from "@parley/protocol";
import type { StoredMedia } from "../ports/store-media.ts";

/** A file as its owner sees it: not where its bytes are. */
export function publicMedia(stored: StoredMedia): Media {
  const { ownerId: _owner, blobKey: _blob, ...shown } = stored;
  return shown;
}
