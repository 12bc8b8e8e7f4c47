/**
 * Paints the picture of a group: one to nine faces in rows, those that fill no row in the middle of the first, as people
 * know it from other clients. Runs in the thread of images. Invariant: nothing is decoded that says it is too large,
 * and a face that cannot be decoded is its letters on its colour.
 */
import { avatarColors } from "@parley/protocol/initials";
import { imagePixelsMax, placeholderOf } from "./clean-image.ts";
import { letterHeight, type Stroke, strokesOf } from "./letter-strokes.ts";
import { type Pixels, pixelsOf, pngOf } from "./png-pixels.ts";

export interface PaintedFace {
  /** The bytes of a picture; null where there is none. */
  readonly bytes: Uint8Array | null;
  readonly letters: string;
  readonly color: number;
}

export interface ComposedImage {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly placeholder: string;
}

/** Enough for the largest that clients show, on screens with two pixels in one. */
const side = 288;
const gap = 6;
const background = [0xe3, 0xe6, 0xeb] as const;
const quality = 84;
/** Of the height of a face. */
const letterShare = 0.36;
const strokeShare = 0.055;

export async function composeFaces(faces: readonly PaintedFace[]): Promise<ComposedImage> {
  const canvas: Pixels = { width: side, height: side, rgba: new Uint8Array(side * side * 4) };
  for (let at = 0; at < canvas.rgba.length; at += 4) canvas.rgba.set([...background, 255], at);
  const places = facePlaces(faces.length);
  for (const [index, face] of faces.entries()) {
    const place = places[index];
    if (place === undefined) break;
    const tile = (await pictureTile(face.bytes, place.size)) ?? letterTile(face, place.size);
    paste(canvas, tile, place);
  }
  const png = pngOf(canvas);
  const bytes = await new Bun.Image(png).webp({ quality }).bytes();
  return {
    bytes,
    width: side,
    height: side,
    placeholder: await placeholderOf(new Bun.Image(png), side, side),
  };
}

export interface FacePlace {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** One fills it; up to four make two columns, more three. */
export function facePlaces(count: number): FacePlace[] {
  const columns = count === 1 ? 1 : count <= 4 ? 2 : 3;
  const size = (side - gap * (columns + 1)) / columns;
  const rows = Math.ceil(count / columns);
  const inFirst = count - (rows - 1) * columns;
  const middle = (places: number) => (side - places * size - (places - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const [row, column] =
      index < inFirst
        ? [0, index]
        : [1 + Math.floor((index - inFirst) / columns), (index - inFirst) % columns];
    const left = middle(row === 0 ? inFirst : columns) + column * (size + gap);
    return {
      left: Math.round(left),
      top: Math.round(middle(rows) + row * (size + gap)),
      size: Math.round(size),
    };
  });
}

/** The middle of a picture, as a square; null where there is none that can be shown. */
async function pictureTile(bytes: Uint8Array | null, size: number): Promise<Pixels | null> {
  if (bytes === null) return null;
  try {
    const image = () => new Bun.Image(bytes, { maxPixels: imagePixelsMax, autoOrient: true });
    const { width, height } = await image().metadata();
    const scale = size / Math.min(width, height);
    // What is very long is not blown up beyond what is cut out of it.
    const scaled = [width, height].map((length) =>
      Math.min(Math.max(size, Math.round(length * scale)), size * 8),
    );
    const pixels = pixelsOf(
      await image()
        .resize(scaled[0] ?? size, scaled[1])
        .png()
        .bytes(),
    );
    return pixels === null ? null : middleOf(pixels, size);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_IMAGE_")) return null;
    throw error;
  }
}

function middleOf({ width, height, rgba }: Pixels, size: number): Pixels {
  const [left, top] = [(width - size) >> 1, (height - size) >> 1];
  const tile = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    const from = ((top + row) * width + left) * 4;
    tile.set(rgba.subarray(from, from + size * 4), row * size * 4);
  }
  return { width: size, height: size, rgba: tile };
}

/** White letters on the colour; the colour alone where no stroke is known for one of them, as of Chinese. */
function letterTile({ letters, color }: PaintedFace, size: number): Pixels {
  const [from, to] = (avatarColors[color % avatarColors.length] ?? avatarColors[0]).map(sharesOf);
  const ink = inkOf(letters, size);
  const rgba = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const covered = ink?.(column + 0.5, row + 0.5) ?? 0;
      for (let part = 0; part < 3; part += 1) {
        const [first, last] = [from?.[part] ?? 0, to?.[part] ?? 0];
        const ground = first + ((last - first) * row) / size;
        rgba[(row * size + column) * 4 + part] = Math.round(ground + (255 - ground) * covered);
      }
      rgba[(row * size + column) * 4 + 3] = 255;
    }
  }
  return { width: size, height: size, rgba };
}

/** How much of a pixel is letter, from 0 to 1; null where there is none to draw. */
function inkOf(letters: string, size: number): ((x: number, y: number) => number) | null {
  const drawn = strokesOf(letters);
  if (drawn === null) return null;
  const scale = Math.min((size * letterShare) / letterHeight, (size * 0.66) / drawn.width);
  const [left, top] = [(size - drawn.width * scale) / 2, (size - letterHeight * scale) / 2];
  const half = (size * strokeShare) / 2;
  return (x, y) => {
    const [atX, atY] = [(x - left) / scale, (y - top) / scale];
    let nearest = Number.POSITIVE_INFINITY;
    for (const stroke of drawn.strokes) nearest = Math.min(nearest, distance(stroke, atX, atY));
    return Math.min(Math.max(half - nearest * scale + 0.5, 0), 1);
  };
}

function distance({ fromX, fromY, toX, toY }: Stroke, x: number, y: number): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX ** 2 + alongY ** 2;
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const at = Math.min(Math.max(share, 0), 1);
  return Math.hypot(x - fromX - at * alongX, y - fromY - at * alongY);
}

function sharesOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

/** What is transparent of a face is white. */
function paste(canvas: Pixels, tile: Pixels, { left, top }: FacePlace): void {
  for (let row = 0; row < tile.height; row += 1) {
    for (let column = 0; column < tile.width; column += 1) {
      const from = (row * tile.width + column) * 4;
      const to = ((top + row) * canvas.width + left + column) * 4;
      const alpha = (tile.rgba[from + 3] ?? 255) / 255;
      for (let part = 0; part < 3; part += 1) {
        canvas.rgba[to + part] = Math.round((tile.rgba[from + part] ?? 0) * alpha + 255 * (1 - alpha));
      }
    }
  }
}
