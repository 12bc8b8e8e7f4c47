/**
 * Where the bytes of files are. A blob is written once under a key nobody can guess and never changed; who may read it
 * is no matter of this port.
 */
export interface Blobs {
  /**
   * Makes a complete file of the data folder the blob, and the file is gone from its path. When it resolves the blob
   * is durable; until then nobody sees any of it, and a kill leaves either the file, or the blob, or both.
   */
  take(key: string, path: string): Promise<void>;
  /** As `take`, of bytes in memory: for small ones, such as thumbnails. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Bytes of a blob, or null where there is none. */
  size(key: string): Promise<number | null>;
  /** The bytes from `from` up to `to`, which is not among them, as they are read: never the whole blob in memory. */
  read(key: string, from: number, to: number): BlobBody;
  /** A copy in a file of this machine, for what needs one; the caller removes it. */
  copyTo(key: string, path: string): Promise<void>;
  /** Removing what is not there succeeds. */
  remove(key: string): Promise<void>;
  /** Keys after one, in ascending order: how blobs that nothing refers to are found. */
  list(after: string, limit: number): Promise<readonly string[]>;
}

/** What can be the body of a response. */
export type BlobBody = Blob | ReadableStream<Uint8Array>;
