/** A server that speaks S3, on loopback, with one bucket. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";

export interface S3Server {
  /** What `mediaUrl` is for it. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), "parley-s3-"));
  const store = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    // It takes a bucket's path to be signed without the slash at its end, with which it is asked for.
    allowMismatchedSignatures: true,
    directory: folder,
    configureBuckets: [{ name: "files", configs: [] }],
  });
  // It lists in no order where it runs on Bun, and tells that there is more by a cipher that Bun does not have.
  const listObjects = store.store.listObjects.bind(store.store);
  store.store.listObjects = async (bucket, options) => {
    const { objects } = await listObjects(bucket, { ...options, maxKeys: 1_000_000 });
    const inOrder = objects.toSorted((one, other) => (one.key < other.key ? -1 : 1));
    return { objects: inOrder.slice(0, options.maxKeys), commonPrefixes: [], isTruncated: false };
  };
  const { port } = await store.run();
  return {
    url: `http://S3RVER:S3RVER@127.0.0.1:${port}/files/parley`,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
