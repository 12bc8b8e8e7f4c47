import type { Media, MediaKind } from "@parley/protocol";
import type { UserActor } from "../actor.ts";

/**
 * How a file that arrives over HTTP is kept for somebody who was let in: by the limits, the quota and the looks into
 * its bytes of every upload (MED-10 to MED-16). For the routes of any contract; each answers in its own way.
 */
export interface Uploads {
  /** Keeps the file of a form, whose other fields are handed back. Throws ParleyError and keeps no file that failed. */
  keepForm(request: Request, uploader: Uploader, form?: UploadForm): Promise<KeptForm>;
  /** Keeps what a source gives, of at most `bytes`. Throws ParleyError and keeps nothing then. */
  keepStream(uploader: Uploader, file: UploadedFile, source: AsyncIterable<Uint8Array>): Promise<Media>;
}

export interface Uploader {
  readonly actor: UserActor;
  /** Where the request comes from, for limits. */
  readonly address: string;
}

export interface UploadForm {
  /** Name of the field that has the file; any where it is left out. */
  readonly field?: string;
  /** What it is kept as; `found` decides by its first bytes. Left out, the form's field `kind` says it. */
  readonly kind?: MediaKind | "found";
  /** How many files of it are kept; one where it is left out. */
  readonly filesMax?: number;
  /** Size of the file, where a contract allows less than the server does. */
  readonly bytesMax?: number;
}

export interface KeptForm {
  readonly media: Media;
  /** Those after the first. */
  readonly others: readonly Media[];
  /** Of the form, those behind the file too. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface UploadedFile {
  readonly kind: MediaKind | "found";
  readonly name: string;
  /** Its size, or the most it can be: that much room is reserved while it arrives. */
  readonly bytes: number;
  readonly durationMs?: number;
  /** Of a container of sound and pictures alike: whether it is sent as sound. */
  readonly isSaidSound?: boolean;
}
