/** Against a server that speaks S3, on loopback. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import type { Blobs } from "../engine/ports/blobs.ts";
import { blobsContract } from "./contract/blobs-contract.ts";
import { createS3Blobs } from "./s3-blobs.ts";

describe("blobs in an S3 store", () => {
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
  let blobs: Blobs;
  beforeAll(async () => {
    const { port } = await store.run();
    blobs = createS3Blobs(`http://S3RVER:S3RVER@127.0.0.1:${port}/files/parley`);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  blobsContract(() => blobs);

  test("[MED-4] an address that cannot be one is refused with the form it should have", () => {
    for (const url of [
      "",
      "files",
      "https://host/bucket",
      "https://key:secret@host",
      "ftp://key:secret@host/b",
    ]) {
      expect(() => createS3Blobs(url)).toThrow("mediaUrl looks like");
    }
  });
});
