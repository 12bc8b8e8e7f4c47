import type { MediaKind } from "@parley/protocol";
import type { MediaFacts } from "./store-media.ts";

/** What a sender says a part of an upload has to be. */
export interface Checksum {
  readonly algorithm: "sha1" | "sha256";
  readonly digest: Uint8Array;
}

/**
 * Where uploads arrive. The bytes of one are a file of the data folder until they are complete, so an upload goes on
 * where it was cut, after a restart too. Memory is bounded: by a few chunks for each upload that is arriving.
 */
export interface Intake {
  /** Bytes that have arrived; 0 for an upload none of whose bytes have. */
  size(id: string): Promise<number>;
  /**
   * Writes what arrives behind what is there, and answers how much is there then. What arrived before the source broke
   * stays. Throws `conflict` where `offset` is not what is there, or the upload is arriving already, and
   * `payload_too_large` where more than `bytesMax` would be. With a checksum either all of it stays or, where it is
   * not that (`invalid_arguments`) or the source broke, nothing.
   */
  append(
    id: string,
    offset: number,
    source: AsyncIterable<Uint8Array>,
    bytesMax: number,
    checksum?: Checksum,
  ): Promise<number>;
  /** What a file that begins with these bytes is best kept as; a container of sound and pictures alike as it is said. */
  kindOf(head: Uint8Array, isSaidSound?: boolean): MediaKind;
  /**
   * Looks into the bytes and makes them the blob of that name. Throws `invalid_arguments` where they are not of that
   * kind. What arrived stays until it is discarded: a kill in between loses none of it, and it may be finished again.
   */
  finish(id: string, kind: MediaKind): Promise<MediaFacts>;
  /** Removes what has arrived. */
  discard(id: string): Promise<void>;
}
