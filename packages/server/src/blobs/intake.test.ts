import { afterAll, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Blobs } from "../engine/ports/blobs.ts";
import { createFolderBlobs } from "./folder-blobs.ts";
import type { Images } from "./images.ts";
import { createIntake } from "./intake.ts";

const root = mkdtempSync(join(tmpdir(), "parley-intake-"));
afterAll(() => rmSync(root, { recursive: true }));

const id = "0123456789abcdef0123456789abcdef";
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array(100).fill(7)]);
const cleaned = png.slice(0, 40);
const images: Images = {
  clean: async () => ({ bytes: cleaned, width: 1, height: 1, placeholder: "", copies: new Map() }) as never,
  compose: () => Promise.reject(new Error("nothing is composed here")),
};

let folder: string;
let blobs: Blobs;

/** As after a start: what a server before knew is gone, its files are there. */
const newIntake = () => createIntake(folder, blobs, images);

async function* chunksOf(bytes: Uint8Array) {
  yield bytes;
}

beforeEach(() => {
  const path = mkdtempSync(join(root, "run-"));
  folder = join(path, "uploads");
  blobs = createFolderBlobs(join(path, "blobs"));
});

async function kept(): Promise<Uint8Array> {
  const size = (await blobs.size(id)) ?? 0;
  return new Uint8Array(await new Response(blobs.read(id, 0, size)).arrayBuffer());
}

for (const kind of ["file", "image"] as const) {
  test(`[MED-41] ${kind}: killed before it is complete, an upload is all there still, and is finished again`, async () => {
    await newIntake().append(id, 0, chunksOf(png), png.length);
    const facts = await newIntake().finish(id, kind);
    const next = newIntake();
    expect(await next.size(id)).toBe(png.length);
    expect(await next.finish(id, kind)).toEqual(facts);
    expect(await kept()).toEqual(kind === "image" ? cleaned : png);
    expect(facts.sha256).toBe(new Bun.CryptoHasher("sha256").update(png).digest("hex"));
    await next.discard(id);
    expect(readdirSync(folder)).toEqual([]);
    expect(await kept()).toEqual(kind === "image" ? cleaned : png);
  });
}
