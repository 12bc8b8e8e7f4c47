import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlobBody, Blobs } from "../../engine/ports/blobs.ts";

const mebibyte = 1024 * 1024;

/** What every home of blobs promises; `blobs` answers one that is empty at the start of the suite. */
export function blobsContract(blobs: () => Blobs): void {
  const newKey = () => crypto.randomUUID().replaceAll("-", "");
  const bytesOf = (body: BlobBody) => new Response(body).bytes();

  async function withFile<T>(
    bytes: Uint8Array,
    use: (path: string, folder: string) => Promise<T>,
  ): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "parley-blobs-"));
    const path = join(folder, "file");
    writeFileSync(path, bytes);
    try {
      return await use(path, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test("[MED-1] a file that is taken is the blob, byte for byte, and is gone from its path", async () => {
    for (const size of [0, 1, 4096, 5 * mebibyte, 12 * mebibyte + 7]) {
      const key = newKey();
      const bytes = new Uint8Array(size).map((_, at) => (at * 31 + (at >> 9)) & 255);
      await withFile(bytes, async (path) => {
        await blobs().take(key, path);
        expect(existsSync(path)).toBe(false);
      });
      expect(await blobs().size(key)).toBe(size);
      expect(Buffer.compare(await bytesOf(blobs().read(key, 0, size)), bytes)).toBe(0);
    }
  });

  test("[MED-1] any part of a blob can be read alone", async () => {
    const key = newKey();
    const bytes = crypto.getRandomValues(new Uint8Array(10_000));
    await blobs().put(key, bytes);
    for (const [from, to] of [
      [0, 10_000],
      // Not the first byte alone: the S3 server of the tests answers that with everything.
      [0, 2],
      [9_999, 10_000],
      [1234, 8765],
      [500, 500],
    ] as const) {
      expect(Buffer.compare(await bytesOf(blobs().read(key, from, to)), bytes.slice(from, to))).toBe(0);
    }
  });

  test("[MED-1] a copy has the bytes of the blob, which stays", async () => {
    const key = newKey();
    const bytes = crypto.getRandomValues(new Uint8Array(70_000));
    await blobs().put(key, bytes);
    await withFile(new Uint8Array(), async (_path, folder) => {
      const copy = join(folder, "copy");
      await blobs().copyTo(key, copy);
      expect(Buffer.compare(await Bun.file(copy).bytes(), bytes)).toBe(0);
    });
    expect(await blobs().size(key)).toBe(70_000);
  });

  test("[MED-2] what is removed is gone, and removing it again succeeds", async () => {
    const key = newKey();
    await blobs().put(key, new Uint8Array([1, 2, 3]));
    await blobs().remove(key);
    expect(await blobs().size(key)).toBeNull();
    expect(await blobs().list("", 1000)).not.toContain(key);
    await blobs().remove(key);
    await blobs().remove(newKey());
  });

  test("[MED-2] keys are listed in ascending order, in pages, from any key on", async () => {
    const known = await blobs().list("", 1000);
    const added = Array.from({ length: 7 }, newKey);
    added.push(`${added[0]}-320`);
    for (const key of added) await blobs().put(key, new Uint8Array([7]));
    const all = [...known, ...added].sort();
    const pages: string[] = [];
    for (
      let page = await blobs().list("", 3);
      page.length > 0;
      page = await blobs().list(pages.at(-1) ?? "", 3)
    ) {
      pages.push(...page);
    }
    expect(pages).toEqual(all);
  });

  test("[MED-3] a key the server did not make reaches nothing", async () => {
    for (const key of [
      "",
      "..",
      "../../keys.json",
      "a".repeat(33),
      `${"a".repeat(31)}/`,
      `${newKey()}-../x`,
      "A".repeat(32),
    ]) {
      const refused = blobs().put(key, new Uint8Array([1]));
      expect(refused).rejects.toThrow("no key");
      await refused.catch(() => undefined);
      expect(() => blobs().read(key, 0, 1)).toThrow("no key");
    }
  });
}
