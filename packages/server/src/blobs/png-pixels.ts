/** Pixels out of a PNG and into one, since images are handed over encoded: eight bits a channel, not interlaced. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly rgba: Uint8Array;
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Bytes of a pixel by the colour type of the header: grey, colours, grey with alpha, colours with alpha. */
const bytesPerPixel: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Null where it is none of the kinds that are known here. */
export function pixelsOf(png: Uint8Array): Pixels | null {
  const source = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (!source.subarray(0, 8).equals(signature)) return null;
  const [width, height] = [source.readUInt32BE(16), source.readUInt32BE(20)];
  const [depth, colorType, interlace] = [source[24], source[25] ?? 0, source[28]];
  const pixelBytes = bytesPerPixel[colorType];
  if (depth !== 8 || interlace !== 0 || pixelBytes === undefined) return null;
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= source.length; ) {
    const end = at + 8 + source.readUInt32BE(at);
    if (source.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(source.subarray(at + 8, end));
    at = end + 4;
  }
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * pixelBytes, height, pixelBytes);
  return { width, height, rgba: widened(rows, width * height, pixelBytes) };
}

/** Undoes what each row says was done to it (PNG, section 9). */
function unfiltered(data: Buffer, rowBytes: number, height: number, pixelBytes: number): Uint8Array {
  const rows = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (rowBytes + 1)] ?? 0;
    const [from, to] = [row * (rowBytes + 1) + 1, row * rowBytes];
    for (let at = 0; at < rowBytes; at += 1) {
      const left = at < pixelBytes ? 0 : (rows[to + at - pixelBytes] ?? 0);
      const above = row === 0 ? 0 : (rows[to + at - rowBytes] ?? 0);
      const corner = at < pixelBytes || row === 0 ? 0 : (rows[to + at - rowBytes - pixelBytes] ?? 0);
      rows[to + at] = (data[from + at] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4: {
      const guess = left + above - corner;
      const [byLeft, byAbove, byCorner] = [left, above, corner].map((value) => Math.abs(guess - value));
      if (byLeft === undefined || byAbove === undefined || byCorner === undefined) return 0;
      if (byLeft <= byAbove && byLeft <= byCorner) return left;
      return byAbove <= byCorner ? above : corner;
    }
    default:
      return 0;
  }
}

function widened(rows: Uint8Array, count: number, pixelBytes: number): Uint8Array {
  if (pixelBytes === 4) return rows;
  const rgba = new Uint8Array(count * 4);
  for (let pixel = 0; pixel < count; pixel += 1) {
    const from = pixel * pixelBytes;
    const first = rows[from] ?? 0;
    const isGrey = pixelBytes < 3;
    rgba[pixel * 4] = first;
    rgba[pixel * 4 + 1] = isGrey ? first : (rows[from + 1] ?? 0);
    rgba[pixel * 4 + 2] = isGrey ? first : (rows[from + 2] ?? 0);
    rgba[pixel * 4 + 3] = pixelBytes === 2 ? (rows[from + 1] ?? 0) : 255;
  }
  return rgba;
}

export function pngOf({ width, height, rgba }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 4 + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(rgba.subarray(row * width * 4, (row + 1) * width * 4), row * (width * 4 + 1) + 1);
  }
  const data = deflateSync(rows, { level: 1 });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
