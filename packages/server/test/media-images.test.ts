/** Pictures, and files that pretend to be some. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { deflateSync } from "node:zlib";
import type { Media, SignedIn } from "@parley/protocol";
import { startTestServer, type TestServer } from "./support/test-server.ts";

/** A picture of one colour, left half red. */
function png(width: number, height: number): Buffer<ArrayBuffer> {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width / 2; x += 1) rows[y * (1 + width * 3) + 1 + x * 3] = 255;
  }
  return pngOf(width, height, deflateSync(rows, { level: 1 }));
}

function pngOf(width: number, height: number, pixels: Uint8Array, ...more: Buffer[]): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", header),
    ...more,
    pngChunk("IDAT", pixels),
    pngChunk("IEND", new Uint8Array()),
  ]);
}

function pngChunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(Bun.hash.crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** EXIF with an orientation, and with a place as text. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.from(
    `MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0GPS-MARKER`,
    "latin1",
  );
  return Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
}

async function jpegWithPlace(orientation: number): Promise<Buffer<ArrayBuffer>> {
  const plain = Buffer.from(await new Bun.Image(png(60, 20)).jpeg().bytes());
  const notes = exif(orientation);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(notes.length + 2, 2);
  return Buffer.concat([plain.subarray(0, 2), segment, notes, plain.subarray(2)]);
}

describe("images and hostile files", () => {
  let server: TestServer;
  let ann: SignedIn;
  beforeAll(async () => {
    server = await startTestServer();
    ann = await server.newUser("ann");
  });
  afterAll(() => server.stop());

  async function upload(bytes: Uint8Array<ArrayBuffer>, kind: string, name = "cat.png") {
    const form = new FormData();
    form.append("kind", kind);
    form.append("file", new Blob([bytes], { type: "image/png" }), name);
    const headers = { authorization: `Bearer ${ann.accessToken}` };
    const response = await fetch(`${server.url}/v1/media`, { method: "POST", headers, body: form });
    return { status: response.status, body: await response.json() };
  }
  async function uploaded(bytes: Uint8Array<ArrayBuffer>, kind = "image"): Promise<Media> {
    const { body, status } = await upload(bytes, kind);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.media;
  }
  async function fetched({ id }: Media, more = ""): Promise<Response> {
    const { body } = await server.post("media.link", { ids: [id] }, ann.accessToken);
    return fetch(`${server.url}${body.links[0].url}${more}`);
  }

  test("[MED-25] of a photograph the pixels stay, turned as they are seen, and not where it was taken", async () => {
    const photograph = await jpegWithPlace(6);
    expect(photograph.includes("GPS-MARKER")).toBe(true);
    const media = await uploaded(photograph);
    expect(media).toMatchObject({ kind: "image", type: "image/jpeg", width: 20, height: 60 });
    const kept = Buffer.from(await (await fetched(media)).bytes());
    expect(kept.includes("GPS-MARKER")).toBe(false);
    expect(kept.includes("Exif")).toBe(false);
    expect(await new Bun.Image(kept).metadata()).toEqual({ width: 20, height: 60, format: "jpeg" });
  });

  test("[MED-10] of an image a few pixels come along, to show until it is there", async () => {
    for (const bytes of [png(1500, 900), png(3, 700), png(700, 3), png(1, 1)]) {
      const { placeholder } = await uploaded(bytes);
      const small = Buffer.from(placeholder ?? "", "base64");
      expect(small.length).toBeLessThan(700);
      const { format, width } = await new Bun.Image(small).metadata();
      expect({ format, width }).toEqual({ format: "webp", width: 16 });
    }
    expect((await uploaded(Buffer.from("no image"), "file")).placeholder).toBeNull();
  });

  test("[MED-25] notes in a PNG, and a page hidden behind it, are gone", async () => {
    const note = pngChunk("tEXt", Buffer.from("Comment\0GPS-MARKER"));
    const pixels = deflateSync(Buffer.alloc(10 * 31));
    const hostile = Buffer.concat([pngOf(10, 10, pixels, note), Buffer.from("<script>alert(1)</script>")]);
    const media = await uploaded(hostile);
    const kept = Buffer.from(await (await fetched(media)).bytes());
    for (const trace of ["GPS-MARKER", "script", "tEXt"]) expect(kept.includes(trace)).toBe(false);
    expect(await new Bun.Image(kept).metadata()).toEqual({ width: 10, height: 10, format: "png" });
  });

  test("[MED-25] as a file the same bytes stay as they are", async () => {
    const photograph = await jpegWithPlace(6);
    const media = await uploaded(photograph, "file");
    expect(media).toMatchObject({ type: "image/jpeg", width: null });
    const response = await fetched(media);
    expect(Buffer.compare(await response.bytes(), photograph)).toBe(0);
    expect(response.headers.get("content-disposition")).toStartWith("inline");
  });

  test("[MED-27] copies have their widths; what is small enough has none, and is its own", async () => {
    const large = await uploaded(png(1500, 900));
    for (const [asked, width, type] of [
      [1, 320, "image/webp"],
      [320, 320, "image/webp"],
      [321, 1280, "image/webp"],
      [1281, 1500, "image/png"],
      [-5, 1500, "image/png"],
    ] as const) {
      const response = await fetched(large, `&width=${asked}`);
      expect(response.headers.get("content-type")).toBe(type);
      expect((await new Bun.Image(await response.bytes()).metadata()).width).toBe(width);
    }
    const small = await uploaded(png(300, 10));
    expect((await fetched(small, "&width=320")).headers.get("content-type")).toBe("image/png");
  });

  test("[MED-26] a few bytes that claim a huge picture are refused at once", async () => {
    for (const [width, height] of [
      [50_000, 50_000],
      [8_000, 5_001],
      [2_147_483_647, 2_147_483_647],
      [1, 40_000_001],
    ] as const) {
      const begun = performance.now();
      const { status, body } = await upload(pngOf(width, height, deflateSync(Buffer.alloc(100))), "image");
      expect({ width, height, status: [400, 413].includes(status) }).toEqual({ width, height, status: true });
      expect(["payload_too_large", "invalid_arguments"]).toContain(body.error.code);
      // One that is decoded is given up after 20 s.
      expect(performance.now() - begun).toBeLessThan(10_000);
    }
    const { body } = await upload(pngOf(8_000, 5_001, deflateSync(Buffer.alloc(100))), "image");
    expect(body.error.code).toBe("payload_too_large");
  });

  /** What each begins with; none is an image that can be shown. */
  const hostileTexts = [
    ...["<html><script>alert(1)</script>", "<!DOCTYPE html><body onload=alert(1)>", "<svg onload=alert(1)>"],
    ...['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ...[
      '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
      "<math><mi xlink:href='javascript:alert(1)'>",
    ],
    ...[
      "\ufeff<script>alert(1)</script>",
      "\n\n\n  <script>alert(1)</script>",
      "<!-- --><script>alert(1)</script>",
    ],
    ...[
      "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<script>alert(1)</script>",
      "GIF8<script>",
    ],
    ...[
      "%!PS-Adobe\n<script>",
      "{\\rtf1 <script>}",
      "#!/bin/sh\nrm -rf /",
      "<?php system('id');",
      "MZ\x90\0",
    ],
    ...[
      "javascript:alert(1)",
      "data:text/html,<script>alert(1)</script>",
      "\0\0\0\0<script>alert(1)</script>",
    ],
    ...[
      "RIFF\0\0\0\0ACON<script>",
      "BM<script>alert(1)</script>",
      "II*\0<script>",
      "MM\0*<script>",
      "8BPS\0\x01",
    ],
    ...[
      "\0\0\0\x18ftypheic<script>",
      "\0\0\0\x18ftypavif<script>",
      "\0\0\x01\0<script>",
      "%PDF-1.7\n<script>",
    ],
    ...[
      "PK\x03\x04<script>",
      "7z\xbc\xaf'\x1c",
      "Rar!\x1a\x07",
      "\x1f\x8b\x08",
      "CWS\x09<script>",
      "FWS\x09",
    ],
    ...["<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"],
    ...["/*GIF89a*/alert(1)", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>"],
  ];

  test("[MED-24] 40 hostile files are no pictures, and as files they are downloads under which nothing runs", async () => {
    const beginnings = [
      "\xff\xd8\xff\xe0<script>",
      "\x89PNG\r\n\x1a\n<script>",
      "GIF89a=1;alert(1)//",
      "RIFF\0\0\0\0WEBP<script>",
    ];
    expect(hostileTexts.length + beginnings.length).toBeGreaterThanOrEqual(40);
    for (const text of [...hostileTexts, ...beginnings]) {
      const bytes = Buffer.from(text, "latin1");
      const { status } = await upload(bytes, "image", "cat.svg");
      expect({ text, isRefused: [400, 413].includes(status) }).toEqual({ text, isRefused: true });
    }
    for (const text of hostileTexts) {
      const bytes = Buffer.from(text, "latin1");
      const { body } = await upload(bytes, "file", "page.html");
      const { headers, status } = await fetched(body.media);
      expect({ text, status, type: headers.get("content-type") }).toEqual({
        text,
        status: 200,
        type: "application/octet-stream",
      });
      expect(headers.get("content-disposition")).toStartWith('attachment; filename="page.html"');
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    }
  });
});
