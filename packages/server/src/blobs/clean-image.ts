/**
 * Makes of an uploaded image what is kept of it: turned as it is to be seen, without what a camera wrote into it
 * (where, when, by whom), and small copies (DP-11, SEC-15). What it is made of is its pixels alone, so nothing that was
 * hidden beside them is left. Runs in a thread of its own (images.ts). Invariant: nothing is decoded
 * before its header said that it is not too large.
 */
import { ParleyError } from "@parley/protocol";

export interface CleanImage {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** A few pixels of it, as WebP in Base64. */
  readonly placeholder: string;
  /** Copies by their width, as WebP. */
  readonly copies: ReadonlyMap<number, Uint8Array>;
}

/** 160 MB decoded. Photographs of today's telephones have 12 to 50 million. */
export const imagePixelsMax = 40_000_000;
export const copyWidths = [320, 1280] as const;

const jpegQuality = 90;
const copyQuality = 78;

/** Of a placeholder, which is blurred where it is shown: some hundred bytes. */
const placeholderWidth = 16;
const placeholderHeightMax = 32;
const placeholderQuality = 30;

/** @throws invalid_arguments where it is no image that can be shown, payload_too_large */
export async function cleanImage(path: string, type: string): Promise<CleanImage> {
  // In memory, since the file is replaced by what comes out; its size is limited as an image's.
  const original = await Bun.file(path).bytes();
  try {
    const open = () => new Bun.Image(original, { maxPixels: imagePixelsMax, autoOrient: true });
    const image = open();
    // Moving pictures stay as they are: only their first would be left.
    const bytes = isMoving(original, type) ? withoutNotes(original, type) : await encode(image, type);
    const { width, height } = await new Bun.Image(bytes, { maxPixels: imagePixelsMax }).metadata();
    const copies = new Map<number, Uint8Array>();
    for (const copyWidth of copyWidths) {
      if (width <= copyWidth) continue;
      const copy = open().resize(copyWidth).webp({ quality: copyQuality });
      copies.set(copyWidth, await copy.bytes());
    }
    const placeholder = await placeholderOf(open(), width, height);
    return { bytes, width, height, placeholder, copies };
  } catch (cause) {
    throw refusalOf(cause);
  }
}

/** What does not come from the image is thrown as it is. */
function refusalOf(cause: unknown): unknown {
  if (!isImageError(cause)) return cause;
  return cause.code === "ERR_IMAGE_TOO_MANY_PIXELS"
    ? new ParleyError("payload_too_large", { details: { imagePixelsMax } })
    : new ParleyError("invalid_arguments", { details: { path: "/kind" } });
}

/** Of pictures that nobody uploaded: a tenth of the memory of the largest photographs. */
const thumbnailPixelsMax = 16_000_000;
const thumbnailWidthMax = 640;
const thumbnailHeightMax = 960;

/** A small copy alone, of a moving image its first picture. @throws as `cleanImage` */
export async function makeThumbnail(path: string): Promise<CleanImage> {
  const original = await Bun.file(path).bytes();
  try {
    const open = () => new Bun.Image(original, { maxPixels: thumbnailPixelsMax, autoOrient: true });
    const { width: wide, height: high } = await open().metadata();
    const scale = Math.min(1, thumbnailWidthMax / wide, thumbnailHeightMax / high);
    const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
    const bytes = await open().resize(width, height).webp({ quality: copyQuality }).bytes();
    return {
      bytes,
      width,
      height,
      placeholder: await placeholderOf(open(), width, height),
      copies: new Map(),
    };
  } catch (cause) {
    throw refusalOf(cause);
  }
}

export async function placeholderOf(image: Bun.Image, width: number, height: number): Promise<string> {
  const placeholderHeight = Math.round((placeholderWidth * height) / width);
  const small = image.resize(
    placeholderWidth,
    Math.min(Math.max(placeholderHeight, 1), placeholderHeightMax),
  );
  return Buffer.from(await small.webp({ quality: placeholderQuality }).bytes()).toString("base64");
}

function encode(image: Bun.Image, type: string): Promise<Uint8Array> {
  switch (type) {
    case "image/jpeg":
      return image.jpeg({ quality: jpegQuality }).bytes();
    case "image/webp":
      return image.webp({ quality: jpegQuality }).bytes();
    default:
      return image.png().bytes();
  }
}

/** GIF always; WebP where its header says so. */
function isMoving(bytes: Uint8Array, type: string): boolean {
  if (type === "image/gif") return true;
  const isExtended = Buffer.from(bytes.slice(12, 16)).toString("latin1") === "VP8X";
  return type === "image/webp" && isExtended && ((bytes[20] ?? 0) & 2) !== 0;
}

/** Of a moving WebP its chunks but EXIF and XMP; a GIF has no place for either that cameras use. */
function withoutNotes(bytes: Uint8Array, type: string): Uint8Array {
  if (type !== "image/webp") return bytes;
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Buffer[] = [Buffer.from(source.subarray(0, 12))];
  for (let at = 12; at + 8 <= source.length; ) {
    const name = source.toString("latin1", at, at + 4);
    const end = at + 8 + source.readUInt32LE(at + 4);
    const chunk = source.subarray(at, end + (end % 2));
    if (name !== "EXIF" && name !== "XMP ") parts.push(Buffer.from(chunk));
    at = end + (end % 2);
  }
  const kept = Buffer.concat(parts);
  kept.writeUInt32LE(kept.length - 8, 4);
  // The header says which of them there are.
  kept[20] = (kept[20] ?? 0) & ~0b1100;
  return kept;
}

function isImageError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_IMAGE_");
}
