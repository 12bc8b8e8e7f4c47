/** Against a server that speaks S3, on loopback. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type S3Server, startS3Server } from "../../test/support/s3-server.ts";
import type { Blobs } from "../engine/ports/blobs.ts";
import { blobsContract } from "./contract/blobs-contract.ts";
import { createS3Blobs } from "./s3-blobs.ts";

describe("blobs in an S3 store", () => {
  let server: S3Server;
  let blobs: Blobs;
  beforeAll(async () => {
    server = await startS3Server();
    blobs = createS3Blobs(server.url);
  });
  afterAll(() => server.close());

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
