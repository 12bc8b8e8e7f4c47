/**
 * Blobs as objects of an S3-compatible store. Owns the objects of its bucket whose names begin with its prefix.
 * Invariant: an object is there whole or not at all, which S3 promises of each upload, of many parts too.
 */
import { rm } from "node:fs/promises";
import { S3Client } from "bun";
import type { Blobs } from "../engine/ports/blobs.ts";
import { StartError } from "../store/start-error.ts";
import { assertBlobKey } from "./blob-key.ts";

/** Parts in memory at a time: with their size this bounds what one upload needs. */
const partBytes = 5 * 1024 * 1024;
const partsAtOnce = 2;
const storedAs = "application/octet-stream";

/** `url` is `https://key:secret@host/bucket/prefix?region=...`. @throws StartError */
export function createS3Blobs(url: string): Blobs {
  const { client, prefix } = connect(url);
  const nameOf = (key: string) => {
    assertBlobKey(key);
    return `${prefix}${key}`;
  };
  const sizeOf = async (key: string) => {
    try {
      return (await client.stat(nameOf(key))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  return {
    async take(key, path) {
      const writer = client
        .file(nameOf(key))
        .writer({ type: storedAs, partSize: partBytes, queueSize: partsAtOnce, retry: 3 });
      for await (const chunk of Bun.file(path).stream()) {
        writer.write(chunk);
        // Waits until what is written is on its way, so that a file of any size passes through a few parts.
        await writer.flush();
      }
      await writer.end();
      await rm(path, { force: true });
    },
    async put(key, bytes) {
      await client.write(nameOf(key), bytes, { type: storedAs, retry: 3 });
    },
    size: sizeOf,
    read: (key, from, to) => (from === to ? new Blob([]) : client.file(nameOf(key)).slice(from, to).stream()),
    async copyTo(key, path) {
      await Bun.write(path, new Response(client.file(nameOf(key)).stream()));
    },
    async remove(key) {
      try {
        await client.delete(nameOf(key));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    async list(after, limit) {
      const startAfter = `${prefix}${after}`;
      const { contents = [] } = await client.list({
        prefix,
        maxKeys: limit,
        ...(after === "" ? {} : { startAfter }),
      });
      return contents.map(({ key }) => key.slice(prefix.length));
    },
  };
}

function connect(text: string): { client: S3Client; prefix: string } {
  const url = URL.canParse(text) ? new URL(text) : null;
  const [bucket, ...folders] = (url?.pathname ?? "").split("/").filter((part) => part !== "");
  if (url === null || bucket === undefined || url.username === "" || !/^https?:$/.test(url.protocol)) {
    throw new StartError("mediaUrl looks like https://key:secret@host/bucket.");
  }
  const client = new S3Client({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    bucket,
    endpoint: `${url.protocol}//${url.host}`,
    region: url.searchParams.get("region") ?? "us-east-1",
  });
  return { client, prefix: folders.map((folder) => `${folder}/`).join("") };
}

/** A store without the right to list answers 403 for what is not there; that one is no answer to rely on. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "NoSuchKey" || error.code === "NotFound" || error.code === "ERR_S3_NOT_FOUND";
}
