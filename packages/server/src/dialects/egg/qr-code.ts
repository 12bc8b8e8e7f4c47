/** A QR code as a PNG picture: one bit for each pixel, grey. */
import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

const scale = 8;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function qrCodePng(text: string): Uint8Array<ArrayBuffer> {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const side = size * scale;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Bit depth 1, grey; compression, filter and interlace of the standard.
  header.set([1, 0, 0, 0, 0], 8);
  const rows = data.flatMap((row) => Array<Buffer>(scale).fill(pixelsOf(row)));
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(Buffer.concat(rows))),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

/** `scale` is 8: each square is one byte of a row, after the byte that says it is not filtered. */
function pixelsOf(row: readonly boolean[]): Buffer {
  return Buffer.from([0, ...row.map((isDark) => (isDark ? 0x00 : 0xff))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
