/** Files made to run scripts where they are shown, or to take a server's memory and time. */
import { deflateSync } from "node:zlib";

export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What each tries to reach when a script of it runs. */
export function hostileFiles(beacon: string): readonly HostileFile[] {
  const script = (name: string) =>
    `fetch('${beacon}/${name}',{mode:'no-cors'});new Image().src='${beacon}/${name}';try{alert(1)}catch(e){}`;
  const tag = (name: string) => `<script>${script(name)}</script>`;
  const text = (name: string, content: string): HostileFile => ({
    name,
    bytes: Buffer.from(content, "latin1"),
  });
  const svg = (name: string, inside: string, before = "") =>
    text(
      name,
      `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${inside}</svg>`,
    );
  return [
    text("plain.html", `<!DOCTYPE html><html><body>${tag("plain.html")}`),
    text("onload.html", `<body onload="${script("onload.html")}">`),
    text("onerror.htm", `<img src=x onerror="${script("onerror.htm")}">`),
    text("spaces.html", `${"\n".repeat(600)}${tag("spaces.html")}`),
    text("bom.html", `\xef\xbb\xbf${tag("bom.html")}`),
    text("utf16.html", `\xff\xfe${[...tag("utf16.html")].map((sign) => `${sign}\0`).join("")}`),
    text("utf7.html", `<meta charset=utf-7>+ADw-script+AD4-${script("utf7.html")}+ADw-/script+AD4-`),
    text("comment.html", `<!-- ${"a".repeat(300)} -->${tag("comment.html")}`),
    text("frame.html", `<iframe srcdoc="${tag("frame.html").replaceAll('"', "&quot;")}"></iframe>`),
    text("refresh.html", `<meta http-equiv=refresh content="0;url=data:text/html,${tag("refresh.html")}">`),
    text("base.html", `<base href="${beacon}/"><script src="base.html"></script>`),
    text("module.html", `<script type=module>${script("module.html")}</script>`),
    svg("script.svg", `>${tag("script.svg")}`),
    svg("onload.svg", `onload="${script("onload.svg")}">`),
    svg("prologue.svg", `>${tag("prologue.svg")}`, '<?xml version="1.0"?><!DOCTYPE svg>'),
    svg(
      "foreign.svg",
      `><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">${tag("foreign.svg")}</body></foreignObject>`,
    ),
    svg("animate.svg", `><animate onbegin="${script("animate.svg")}" attributeName="x" dur="1s"/>`),
    svg("use.svg", `><use xlink:href="data:image/svg+xml,${encodeURIComponent(tag("use.svg"))}#x"/>`),
    svg("cat.png", `onload="${script("cat.png")}">`),
    text("page.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><body>${tag("page.xhtml")}</body></html>`),
    text(
      "style.xml",
      `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#x"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${script("style.xml")}</x:script>`,
    ),
    text(
      "entity.xml",
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "${beacon}/entity.xml">]><x>&a;</x>`,
    ),
    text("feed.rss", `<rss><channel><title>${tag("feed.rss")}</title></channel></rss>`),
    text(
      "archive.mhtml",
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${tag("archive.mhtml")}\r\n--b--`,
    ),
    text("action.pdf", pdfWith(script("action.pdf"))),
    text("html.pdf", `%PDF-1.7\n${tag("html.pdf")}`),
    text("code.js", script("code.js")),
    text("code.mjs", `import '${beacon}/code.mjs'`),
    text("style.css", `@import url('${beacon}/style.css');body{background:url('${beacon}/style.css')}`),
    text("manifest.appcache", `CACHE MANIFEST\n${beacon}/manifest.appcache`),
    // Begins as a picture does, and is a script or a page as well.
    text("polyglot.gif", `GIF89a/*${"\0".repeat(8)}*/=1;${script("polyglot.gif")}`),
    text("page.gif", `GIF89a\x01\0\x01\0\0\0\0${tag("page.gif")}`),
    text("page.jpg", `\xff\xd8\xff\xe0\0\x10JFIF\0${tag("page.jpg")}`),
    text("page.png", `\x89PNG\r\n\x1a\n${tag("page.png")}`),
    text("page.webp", `RIFF\xff\0\0\0WEBPVP8 ${tag("page.webp")}`),
    text("page.mp4", `\0\0\0\x18ftypmp42\0\0\0\0${tag("page.mp4")}`),
    text("page.webm", `\x1aE\xdf\xa3${tag("page.webm")}`),
    text("page.mp3", `ID3\x03\0\0\0\0\0\0${tag("page.mp3")}`),
    text("page.wav", `RIFF\xff\0\0\0WAVE${tag("page.wav")}`),
    text("page.zip", `PK\x03\x04${tag("page.zip")}`),
    text("page.bin", `\0\0\0\0${tag("page.bin")}`),
    { name: "behind.png", bytes: Buffer.concat([png(10, 10), Buffer.from(tag("behind.png"))]) },
  ];
}

/** Pictures whose decoding would take gigabytes; all but the last two lie about what is in them. */
export function pixelBombs(): readonly HostileFile[] {
  const gif = Buffer.from(
    "GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\0\0\0\0\0\x02\x02L\x01\0;",
    "latin1",
  );
  for (const at of [6, 24]) gif.writeUInt16LE(50_000, at);
  for (const at of [8, 26]) gif.writeUInt16LE(50_000, at);
  const jpeg = Buffer.from(
    "\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xd9",
    "latin1",
  );
  jpeg.writeUInt16BE(50_000, 7);
  jpeg.writeUInt16BE(50_000, 9);
  const webp = Buffer.from("RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0", "latin1");
  const lying = (width: number, height: number): HostileFile => ({
    name: `lying-${width}x${height}.png`,
    bytes: pngOf(width, height, 8, deflateSync(Buffer.alloc(100))),
  });
  return [
    { name: "bomb.gif", bytes: gif },
    { name: "bomb.jpg", bytes: jpeg },
    { name: "bomb.webp", bytes: webp },
    lying(50_000, 50_000),
    lying(2_147_483_647, 2_147_483_647),
    lying(1, 2_000_000_000),
    { name: "true-20000x20000.png", bytes: png(20_000, 20_000) },
    { name: "true-50000x50000.png", bytes: png(50_000, 50_000) },
  ];
}

/** Black, of one bit a pixel: a few hundred kilobytes for any size. */
export function png(width: number, height: number): Buffer<ArrayBuffer> {
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return pngOf(width, height, 1, deflateSync(rows, { level: 1 }));
}

function pngOf(width: number, height: number, bits: number, pixels: Uint8Array): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", header),
    pngChunk("IDAT", pixels),
    pngChunk("IEND", new Uint8Array()),
  ]);
}

function pngChunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length, 0);
  sum.writeUInt32BE(Bun.hash.crc32(body), 0);
  return Buffer.concat([length, body, sum]);
}

function pdfWith(script: string): string {
  return `%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(${script})>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>`;
}
