import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobsContract } from "./contract/blobs-contract.ts";
import { createFolderBlobs } from "./folder-blobs.ts";

describe("blobs in a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-blobs-"));
  const root = join(folder, "blobs");
  const blobs = createFolderBlobs(root);
  afterAll(() => rmSync(folder, { recursive: true }));

  blobsContract(() => blobs);

  test("[MED-1] who reads while a blob is made sees nothing of it, or all of it", async () => {
    const key = "00112233445566778899aabbccddeeff";
    const bytes = new Uint8Array(3_000_000).fill(7);
    let isDone = false;
    const writing = blobs.put(key, bytes).then(() => {
      isDone = true;
    });
    const seen = new Set<number | null>();
    while (!isDone) seen.add(await blobs.size(key));
    await writing;
    seen.add(await blobs.size(key));
    expect([...seen].filter((size) => size !== null)).toEqual([bytes.length]);
  });

  test("[MED-2] what a kill left half written is no blob, and goes with its key", async () => {
    const key = "0123456789abcdef0123456789abcdef";
    await blobs.put(key, new Uint8Array([1]));
    await blobs.remove(key);
    writeFileSync(join(root, "new", key), "half");
    expect(await blobs.size(key)).toBeNull();
    expect(await blobs.list("0122", 10)).not.toContain(key);
    await blobs.remove(key);
    expect(readdirSync(join(root, "new"))).toEqual([]);
  });

  test("[MED-3] files and folders are their owner's alone", async () => {
    const key = "fedcba9876543210fedcba9876543210";
    await blobs.put(key, new Uint8Array([1]));
    expect(statSync(join(root, "fe", "dc", key)).mode & 0o077).toBe(0);
    expect(statSync(join(root, "fe")).mode & 0o077).toBe(0);
  });
});
