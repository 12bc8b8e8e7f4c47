/**
 * Files over HTTP: `GET /media/<id>` with a link of `media.link`. Invariant: nothing is shown inside of a page but
 * pictures, sound and films whose type the server found itself; everything else is a download, and nothing runs
 * (SEC-12).
 */
import { ParleyError } from "@parley/protocol";
import { anonymous } from "../engine/actor.ts";
import type { Blobs } from "../engine/ports/blobs.ts";
import type { Calls } from "./calls.ts";
import { errorResponse } from "./http-calls.ts";
import { mediaCaller } from "./media-calls.ts";
import { rangeOf } from "./read-range.ts";

export interface MediaFiles {
  /** Null when the path is none of a file. `cors` are the headers for a page of another origin that may read it. */
  handle(
    request: Request,
    url: URL,
    address: string,
    cors: Readonly<Record<string, string>>,
  ): Promise<Response | null>;
}

export interface MediaFilesParts {
  readonly calls: Calls;
  readonly blobs: Blobs;
  /** Widths there are copies of, ascending. */
  readonly copyWidths: readonly number[];
}

/** What a page may show in itself. SVG is none of them, whatever it is called: it can run scripts. */
const inlineTypes = /^(image\/(jpeg|png|gif|webp)|audio\/[a-z0-9]+|video\/(mp4|webm|ogg))$/;

const safeHeaders = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  vary: "origin",
  "referrer-policy": "no-referrer",
  // Kept, but asked about each time: a recalled message must not show its picture again (INV-12).
  "cache-control": "private, no-cache",
};

/** What pages of listed origins may ask for and read (MED-28); every page may show pictures without being told more. */
const fileCorsHeaders = {
  "access-control-allow-methods": "GET, HEAD",
  "access-control-allow-headers": "range, if-range, if-none-match",
  "access-control-expose-headers": "accept-ranges, content-disposition, content-length, content-range, etag",
};

export function createMediaFiles({ blobs, calls, copyWidths }: MediaFilesParts): MediaFiles {
  return {
    async handle(request, url, address, cors) {
      const id = /^\/media\/([0-9a-f]{32})$/.exec(url.pathname)?.[1];
      if (id === undefined) return null;
      const isListed = Object.keys(cors).length > 0;
      const response =
        isListed && request.method === "OPTIONS"
          ? new Response(null, { status: 204 })
          : await answerFor(id, request, url, address);
      const more: Record<string, string> = isListed ? { ...cors, ...fileCorsHeaders } : {};
      for (const [name, value] of Object.entries(more)) response.headers.set(name, value);
      return response;
    },
  };

  async function answerFor(id: string, request: Request, url: URL, address: string): Promise<Response> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return errorResponse(new ParleyError("bad_request", { message: "Use GET." }));
    }
    try {
      const { searchParams: query } = url;
      const found = await mediaCaller(
        calls,
        anonymous,
        address,
      )("media.open", {
        id,
        userId: Number(query.get("user")),
        expiresAt: Number(query.get("expires")),
        signature: query.get("signature") ?? "",
      });
      const copy = await copyOf(found.blob, Number(query.get("width") ?? 0));
      return answer(request, blobs, copy === null ? found : { ...found, ...copy, type: "image/webp" });
    } catch (error) {
      // A link that is no link is answered as one that does not hold.
      if (error instanceof ParleyError) {
        const isForm = error.code === "invalid_arguments";
        return errorResponse(isForm ? new ParleyError("not_found") : error);
      }
      throw error;
    }
  }

  /** The smallest copy at least that wide; null where the file itself is to be taken. */
  async function copyOf(blob: string, width: number) {
    const copyWidth = width > 0 ? copyWidths.find((candidate) => candidate >= width) : undefined;
    if (copyWidth === undefined) return null;
    const key = `${blob}-${copyWidth}`;
    const bytes = await blobs.size(key);
    return bytes === null ? null : { blob: key, bytes };
  }
}

interface Found {
  readonly blob: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

function answer(request: Request, blobs: Blobs, { blob, bytes, name, type }: Found): Response {
  const isInline = inlineTypes.test(type);
  const etag = `"${new Bun.CryptoHasher("sha256").update(blob).digest("hex").slice(0, 32)}"`;
  const headers = {
    ...safeHeaders,
    etag,
    "accept-ranges": "bytes",
    "content-type": isInline ? type : "application/octet-stream",
    "content-disposition": disposition(isInline ? "inline" : "attachment", name),
  };
  if (isKnown(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get("if-range");
  const wanted = ifRange === null || ifRange === etag ? request.headers.get("range") : null;
  const range = rangeOf(wanted, bytes);
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${bytes}` } });
  }
  const { from, to } = range ?? { from: 0, to: bytes };
  const length = { "content-length": String(to - from) };
  const part = range === null ? length : { ...length, "content-range": `bytes ${from}-${to - 1}/${bytes}` };
  const body = request.method === "HEAD" ? null : blobs.read(blob, from, to);
  return new Response(body, { status: range === null ? 200 : 206, headers: { ...headers, ...part } });
}

/** Whether an `If-None-Match` has it (RFC 9110, 13.1.2): proxies that compress make a tag weak, and may name several. */
function isKnown(header: string | null, etag: string): boolean {
  const tags = (header ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}

/** RFC 6266: plain letters for what is old, and the whole name, encoded, for everybody else. */
export function disposition(how: "inline" | "attachment", name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
