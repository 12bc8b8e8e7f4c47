/** Makes the pictures of groups: reads what they are made of, has them painted, and keeps what comes out. */
import type { Blobs } from "../engine/ports/blobs.ts";
import type { Face, PictureMaker } from "../engine/ports/picture-maker.ts";
import { copyWidths } from "./clean-image.ts";
import type { PaintedFace } from "./compose-faces.ts";
import type { Images } from "./images.ts";

export function createPictureMaker(blobs: Blobs, images: Images): PictureMaker {
  return {
    async compose(key, faces) {
      const painted: PaintedFace[] = [];
      for (const face of faces) painted.push(await readFace(blobs, face));
      const { bytes, ...facts } = await images.compose({ faces: painted });
      await blobs.put(key, bytes);
      const sha256 = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
      return { ...facts, bytes: bytes.byteLength, type: "image/webp", sha256, durationMs: null };
    },
  };
}

/** The smallest copy there is. One that is gone meanwhile is none. */
async function readFace(blobs: Blobs, { blob, color, letters }: Face): Promise<PaintedFace> {
  const keys = blob === null ? [] : [`${blob}-${copyWidths[0]}`, blob];
  for (const key of keys) {
    const size = await blobs.size(key);
    if (size === null) continue;
    const bytes = await new Response(blobs.read(key, 0, size)).bytes();
    return { bytes, color, letters };
  }
  return { bytes: null, color, letters };
}
