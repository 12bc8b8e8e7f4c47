/** The text of a page, by what its bytes begin with, its header, or itself (LINK-2). Pure. */

/** As far as browsers look for it. */
const searchedBytes = 1024;
const declaration = /<meta[^>]{1,200}charset\s*=\s*["']?\s*([a-z0-9_:.-]{1,40})/i;

/** What cannot be read becomes the sign for that; a character that the end cuts is left out. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, searchedBytes)).toString("latin1");
  const named = markOf(bytes) ?? charsetOf(contentType) ?? declaration.exec(head)?.[1];
  const decoder = decoderOf(named ?? "") ?? new TextDecoder(isUtf8(bytes) ? "utf-8" : "windows-1252");
  return decoder.decode(bytes, { stream: true });
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';]{1,40})/i.exec(contentType)?.[1];
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** Null where nobody knows such a name. */
function decoderOf(name: string): { decode: TextDecoder["decode"] } | null {
  try {
    return new TextDecoder(name as Bun.Encoding);
  } catch {
    return null;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
