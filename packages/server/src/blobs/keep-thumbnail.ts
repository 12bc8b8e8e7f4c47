import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ParleyError } from "@parley/protocol";
import type { Blobs } from "../engine/ports/blobs.ts";
import type { MediaFacts } from "../engine/ports/store-media.ts";
import { assertBlobKey } from "./blob-key.ts";
import type { Images } from "./images.ts";
import { headBytes, sniffType } from "./sniff-type.ts";

/**
 * Makes a small copy of a picture the blob of that name; null where it is no picture that can be shown. The picture itself
 * is in the folder of uploads meanwhile, where what a kill leaves is removed with the file (`removeFile`).
 */
export async function keepThumbnail(
  { blobs, images, folder }: { readonly blobs: Blobs; readonly images: Images; readonly folder: string },
  key: string,
  picture: Uint8Array,
): Promise<MediaFacts | null> {
  assertBlobKey(key);
  const type = sniffType(picture.subarray(0, headBytes), "image");
  if (!type.startsWith("image/")) return null;
  const path = join(folder, key);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, picture, { mode: 0o600 });
    const { bytes, width, height, placeholder } = await images.clean({ path, type, isThumbnail: true });
    await blobs.put(key, bytes);
    // Of the copy, not of the picture: who uploads that must not be given the copy in its place.
    const sha256 = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
    const facts = { bytes: bytes.byteLength, type: "image/webp", sha256, durationMs: null };
    return { ...facts, width, height, placeholder };
  } catch (error) {
    if (error instanceof ParleyError) return null;
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}
