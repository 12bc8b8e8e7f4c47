/** Makes a picture of the device fit to be a sticker: small enough, its transparent parts kept. */
import { limits } from "@parley/protocol/limits";

const { stickerBytesMax, stickerPixelsMax } = limits;
const quality = 0.9;

/** Null where it cannot be: a moving one that is too large, which a canvas would stop. */
export async function stickerFile(file: File): Promise<File | null> {
  const image = await createImageBitmap(file);
  try {
    const { width, height } = image;
    const isSmall = Math.max(width, height) <= stickerPixelsMax && file.size <= stickerBytesMax;
    if (isSmall) return file;
    if (await mayMove(file)) return null;
    const scale = Math.min(1, stickerPixelsMax / width, stickerPixelsMax / height);
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const drawn = await canvas.convertToBlob({ type: "image/webp", quality });
    return new File([drawn], file.name, { type: drawn.type });
  } finally {
    image.close();
  }
}

/** GIF, and WebP or PNG with the chunk that every moving one has near its beginning. */
async function mayMove(file: File): Promise<boolean> {
  if (file.type === "image/gif") return true;
  const beginning = new TextDecoder("latin1").decode(await file.slice(0, 4_096).arrayBuffer());
  return beginning.includes("ANIM") || beginning.includes("acTL");
}
