/**
 * Takes uploads in: appends what arrives to a file, hashes it on the way, and makes it a blob when it is complete. Owns
 * the folder of uploads. Invariant: a hash that goes with an upload is that of exactly the bytes in its file.
 */
import { copyFile, type FileHandle, link, mkdir, open, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type MediaKind, ParleyError } from "@parley/protocol";
import type { Blobs } from "../engine/ports/blobs.ts";
import type { Checksum, Intake } from "../engine/ports/intake.ts";
import type { MediaFacts } from "../engine/ports/store-media.ts";
import { assertBlobKey } from "./blob-key.ts";
import type { Images } from "./images.ts";
import { fitsKind, headBytes, sniffType } from "./sniff-type.ts";

/** Hashes that wait for more; of an upload whose hash was dropped the file is read again. */
const hashesMax = 1_000;

/** One write to the disk, and so what an upload that is arriving keeps in memory. */
const gatheredBytes = 256 * 1024;

/** What an image can be kept as. */
const cleanedTypes = /^image\/(jpeg|png|gif|webp)$/;

interface Running {
  readonly hash: Bun.CryptoHasher;
  size: number;
}

export function createIntake(folder: string, blobs: Blobs, images: Images): Intake {
  const running = new Map<string, Running>();
  const arriving = new Set<string>();
  const pathOf = (id: string) => {
    assertBlobKey(id);
    return join(folder, id);
  };
  const sizeOf = async (id: string) => {
    try {
      return (await stat(pathOf(id))).size;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
      throw error;
    }
  };

  async function write(
    id: string,
    offset: number,
    source: AsyncIterable<Uint8Array>,
    bytesMax: number,
    checksum: Checksum | undefined,
  ) {
    const size = await sizeOf(id);
    if (size !== offset) throw new ParleyError("conflict", { details: { offset: size } });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(pathOf(id), "a", 0o600);
    const state = stateAt(running, id, offset);
    const before = checksum === undefined ? undefined : state?.hash.copy();
    const part = checksum === undefined ? null : new Bun.CryptoHasher(checksum.algorithm);
    let written = offset;
    try {
      // While one part is being written, the next arrives.
      let writing: Promise<void> = Promise.resolve();
      try {
        for await (const chunks of gathered(source, gatheredBytes)) {
          const bytes = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
          if (written + bytes > bytesMax)
            throw new ParleyError("payload_too_large", { details: { bytesMax } });
          await writing;
          written += bytes;
          writing = writeAll(file, chunks, bytes);
          // Told to whoever awaits it, below or in the next round.
          writing.catch(() => undefined);
          for (const chunk of chunks) {
            state?.hash.update(chunk);
            part?.update(chunk);
          }
          if (state !== null) state.size = written;
        }
      } finally {
        await writing;
      }
      if (checksum !== undefined && part?.digest().equals(checksum.digest) !== true) {
        throw new ParleyError("invalid_arguments", { details: { path: "/checksum" } });
      }
      return written;
    } catch (error) {
      if (checksum !== undefined) {
        await file.truncate(offset);
        if (before !== undefined) running.set(id, { hash: before, size: offset });
      }
      throw error;
    } finally {
      await file.close();
    }
  }

  return {
    size: sizeOf,
    async append(id, offset, source, bytesMax, checksum) {
      if (arriving.has(id)) throw new ParleyError("conflict");
      arriving.add(id);
      try {
        return await write(id, offset, source, bytesMax, checksum);
      } finally {
        arriving.delete(id);
      }
    },
    kindOf(head, isSaidSound = false) {
      const type = sniffType(head, isSaidSound ? "voice" : "file");
      if (cleanedTypes.test(type)) return "image";
      return type.startsWith("audio/") ? "voice" : type.startsWith("video/") ? "video" : "file";
    },
    async finish(id, kind) {
      const path = pathOf(id);
      const kept = keptPath(path);
      // A file without a byte has never been opened.
      if ((await sizeOf(id)) === 0) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(path, "", { mode: 0o600 });
      }
      const facts = await inspect(path, kind, running.get(id));
      running.delete(id);
      await rm(kept, { force: true });
      if (kind !== "image") await copyOf(path, kept);
      const found = kind === "image" ? await keepImage({ blobs, images }, id, path, facts) : facts;
      await blobs.take(id, kept);
      return found;
    },
    async discard(id) {
      running.delete(id);
      await rm(keptPath(pathOf(id)), { force: true });
      await rm(pathOf(id), { force: true });
    },
  };
}

/** What becomes the blob: what arrived is still needed where the server is killed before the upload is complete. */
function keptPath(path: string): string {
  return `${path}.kept`;
}

/** Another name for the same bytes, where the file system has that. */
async function copyOf(path: string, copy: string): Promise<void> {
  try {
    await link(path, copy);
  } catch {
    await copyFile(path, copy);
  }
}

/** Gathers small chunks, so that each write is worth its way to a thread. What came before the source broke comes first. */
async function* gathered(
  source: AsyncIterable<Uint8Array>,
  bytesMin: number,
): AsyncGenerator<readonly Uint8Array[]> {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes < bytesMin) continue;
      const full = chunks;
      [chunks, bytes] = [[], 0];
      yield full;
    }
  } catch (error) {
    if (bytes > 0) yield chunks;
    throw error;
  }
  if (bytes > 0) yield chunks;
}

/** @throws unavailable where the disk is full */
async function writeAll(file: FileHandle, chunks: readonly Uint8Array[], bytes: number): Promise<void> {
  try {
    const { bytesWritten } = await file.writev([...chunks]);
    if (bytesWritten !== bytes) throw new ParleyError("unavailable");
  } catch (cause) {
    const isFull = cause instanceof Error && "code" in cause && /^(ENOSPC|EDQUOT)$/.test(String(cause.code));
    throw isFull ? new ParleyError("unavailable", { cause }) : cause;
  }
}

/** The hash of what is there, where it is known; a new one for a new upload. */
function stateAt(running: Map<string, Running>, id: string, offset: number): Running | null {
  const known = running.get(id);
  if (known?.size === offset) return known;
  running.delete(id);
  if (offset > 0) return null;
  const [oldest] = running.keys();
  if (running.size >= hashesMax && oldest !== undefined) running.delete(oldest);
  const state = { hash: new Bun.CryptoHasher("sha256"), size: 0 };
  running.set(id, state);
  return state;
}

async function inspect(path: string, kind: MediaKind, known: Running | undefined): Promise<MediaFacts> {
  const file = Bun.file(path);
  const { size: bytes } = await stat(path);
  const type = sniffType(await file.slice(0, headBytes).bytes(), kind);
  if (!fitsKind(type, kind)) throw new ParleyError("invalid_arguments", { details: { path: "/kind" } });
  const sha256 = known?.size === bytes ? known.hash.digest("hex") : await hashOf(path);
  return { bytes, type, sha256, width: null, height: null, durationMs: null, placeholder: null };
}

async function hashOf(path: string): Promise<string> {
  const hash = new Bun.CryptoHasher("sha256");
  for await (const chunk of Bun.file(path).stream()) hash.update(chunk);
  return hash.digest("hex");
}

/** The cleaned image is what is kept of it, with its copies beside it. */
async function keepImage(
  { blobs, images }: { readonly blobs: Blobs; readonly images: Images },
  id: string,
  path: string,
  facts: MediaFacts,
): Promise<MediaFacts> {
  const { bytes, width, height, placeholder, copies } = await images.clean({ path, type: facts.type });
  await writeFile(keptPath(path), bytes, { mode: 0o600 });
  for (const [copyWidth, copy] of copies) await blobs.put(`${id}-${copyWidth}`, copy);
  return { ...facts, bytes: bytes.byteLength, width, height, placeholder };
}
