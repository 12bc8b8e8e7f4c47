import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ParleyError } from "@parley/protocol";
import { answerImage } from "./answer-image.ts";
import type { CleanImage } from "./clean-image.ts";
import { createFolderBlobs } from "./folder-blobs.ts";
import type { Images } from "./images.ts";
import { keepThumbnail } from "./keep-thumbnail.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-thumbnails-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** As the thread does it, in this one. */
const images: Pick<Images, "clean"> = {
  async clean(task) {
    const answer = await answerImage(task);
    if (answer.ok) return answer.image as CleanImage;
    throw answer.refusal === null ? new Error(answer.reason) : ParleyError.fromWire(answer.refusal);
  },
};
const blobs = createFolderBlobs(join(folder, "blobs"));
const uploads = join(folder, "uploads");
const keep = (key: string, picture: Uint8Array) =>
  keepThumbnail({ blobs, images: images as Images, folder: uploads }, key.repeat(32), picture);

const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
  "base64",
);
const sized = (width: number, height: number) => new Bun.Image(pixel).resize(width, height).png().bytes();

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "large.png");
  await Bun.write(path, bytes);
  return path;
}

test("[LINK-7] of a picture a small copy alone is kept, in its own shape and never larger than it was", async () => {
  for (const [key, from, to] of [
    ["a", [1280, 640], [640, 320]],
    ["b", [700, 3_840], [175, 960]],
    ["c", [30, 20], [30, 20]],
  ] as const) {
    const facts = await keep(key, await sized(from[0], from[1]));
    expect(facts).toMatchObject({ width: to[0], height: to[1], type: "image/webp" });
    const kept = await new Response(blobs.read(key.repeat(32), 0, facts?.bytes ?? 0)).bytes();
    expect(await new Bun.Image(kept).metadata()).toMatchObject({
      width: to[0],
      height: to[1],
      format: "webp",
    });
    expect(facts?.sha256).toBe(new Bun.CryptoHasher("sha256").update(kept).digest("hex"));
  }
  expect(readdirSync(uploads)).toEqual([]);
});

test("[LINK-7] a picture that says it has more than 16 million pixels is not decoded", async () => {
  const large = Buffer.from(pixel);
  const header = 12;
  large.writeUInt32BE(4_001, header + 4);
  large.writeUInt32BE(4_000, header + 8);
  large.writeUInt32BE(Bun.hash.crc32(large.subarray(header, header + 17)), header + 17);
  await expect(
    images.clean({ path: await written(large), type: "image/png", isThumbnail: true }),
  ).rejects.toMatchObject({ code: "payload_too_large" });
  expect(await keep("f", large)).toBeNull();
});

test("[LINK-7] what is no picture is none, and nothing is left of it", async () => {
  expect(await keep("d", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toBeNull();
  expect(await keep("e", pixel.subarray(0, 40))).toBeNull();
  expect(await blobs.size("d".repeat(32))).toBeNull();
  expect(await blobs.size("e".repeat(32))).toBeNull();
  expect(readdirSync(uploads)).toEqual([]);
});
