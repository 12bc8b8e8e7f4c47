/**
 * Blobs as files of a folder: each in a folder of two digits within a folder of two digits, so that none grows too
 * large to be read. Owns that folder. Invariant: a file with the name of a key is complete and on the disk.
 */
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Blobs } from "../engine/ports/blobs.ts";
import { assertBlobKey, isBlobKey } from "./blob-key.ts";

export function createFolderBlobs(root: string): Blobs {
  const fresh = join(root, "new");
  const pathOf = (key: string) => {
    assertBlobKey(key);
    return join(root, key.slice(0, 2), key.slice(2, 4), key);
  };

  async function take(key: string, from: string): Promise<void> {
    const path = pathOf(key);
    await syncPath(from);
    await makeFolder(dirname(path));
    await rename(from, path);
    await syncPath(dirname(path));
  }

  return {
    take,
    async put(key, bytes) {
      assertBlobKey(key);
      await mkdir(fresh, { recursive: true, mode: 0o700 });
      const path = join(fresh, key);
      await writeFile(path, bytes, { mode: 0o600 });
      await take(key, path);
    },
    async size(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    read: (key, from, to) => Bun.file(pathOf(key)).slice(from, to),
    copyTo: (key, path) => copyFile(pathOf(key), path),
    async remove(key) {
      await rm(pathOf(key), { force: true });
      await rm(join(fresh, key), { force: true });
    },
    list: (after, limit) => listKeys(root, after, limit),
  };
}

/** Folders are those of their files' first digits, so their order is that of the keys. */
async function listKeys(root: string, after: string, limit: number): Promise<string[]> {
  const keys: string[] = [];
  for (const first of await namesOf(root)) {
    if (!/^[0-9a-f]{2}$/.test(first) || first < after.slice(0, 2)) continue;
    for (const second of await namesOf(join(root, first))) {
      if (`${first}${second}` < after.slice(0, 4)) continue;
      for (const key of await namesOf(join(root, first, second))) {
        if (!isBlobKey(key) || key <= after) continue;
        keys.push(key);
        if (keys.length === limit) return keys;
      }
    }
  }
  return keys;
}

async function namesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** With every folder above it that is missing, each made to last. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let path = folder; path.length >= made.length; path = dirname(path)) await syncPath(dirname(path));
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
