/**
 * The media type of a file by its first bytes; names and what a caller says count for nothing (SEC-12). Knows what may
 * be shown inside of a page and a few more. What it does not know is `application/octet-stream`, and text is not told
 * apart at all: HTML and SVG have no first bytes of their own, and nothing of the kind is ever shown.
 */
import type { MediaKind } from "@parley/protocol";

export const unknownType = "application/octet-stream";

/** Enough for every pattern. */
export const headBytes = 64;

/** Bytes in Latin-1, at a place; `prefix` is part of what containers have in common. */
const signatures: readonly { readonly type: string; readonly at: number; readonly text: string }[] = [
  { type: "image/jpeg", at: 0, text: "\xff\xd8\xff" },
  { type: "image/png", at: 0, text: "\x89PNG\r\n\x1a\n" },
  { type: "image/gif", at: 0, text: "GIF87a" },
  { type: "image/gif", at: 0, text: "GIF89a" },
  { type: "image/webp", at: 8, text: "WEBP" },
  { type: "audio/wav", at: 8, text: "WAVE" },
  { type: "audio/flac", at: 0, text: "fLaC" },
  { type: "audio/mpeg", at: 0, text: "ID3" },
  { type: "audio/mpeg", at: 0, text: "\xff\xfb" },
  { type: "audio/mpeg", at: 0, text: "\xff\xf3" },
  { type: "audio/mpeg", at: 0, text: "\xff\xf2" },
  { type: "audio/aac", at: 0, text: "\xff\xf1" },
  { type: "audio/aac", at: 0, text: "\xff\xf9" },
  { type: "audio/amr", at: 0, text: "#!AMR" },
  { type: "application/pdf", at: 0, text: "%PDF-" },
  { type: "application/zip", at: 0, text: "PK\x03\x04" },
];

/** Containers of sound and pictures alike: what they are is what they are sent as. */
const containers: readonly { readonly at: number; readonly text: string; readonly name: string }[] = [
  { at: 0, text: "\x1aE\xdf\xa3", name: "webm" },
  { at: 0, text: "OggS", name: "ogg" },
  { at: 4, text: "ftyp", name: "mp4" },
];

/** Brands of `ftyp` that are pictures, which browsers on every system cannot show. */
const pictureBrands = /^(avif|avis|heic|heix|mif1|msf1)$/;

export function sniffType(head: Uint8Array, kind: MediaKind): string {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  const begins = ({ at, text: part }: { readonly at: number; readonly text: string }) =>
    text.startsWith(part, at);
  const container = containers.find(begins);
  if (container !== undefined) {
    if (container.name === "mp4" && pictureBrands.test(text.slice(8, 12))) return unknownType;
    return `${kind === "voice" ? "audio" : "video"}/${container.name}`;
  }
  const found = signatures.find(begins);
  if (found === undefined) return unknownType;
  return found.at === 8 && !text.startsWith("RIFF") ? unknownType : found.type;
}

/** Whether a file of this type is what its kind says. Anything may be sent as a file. */
export function fitsKind(type: string, kind: MediaKind): boolean {
  switch (kind) {
    case "file":
      return true;
    case "image":
      return type.startsWith("image/");
    case "voice":
      return type.startsWith("audio/");
    case "video":
      return type.startsWith("video/");
  }
}
