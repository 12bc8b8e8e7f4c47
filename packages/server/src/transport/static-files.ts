/**
 * The web client's files. Any path that asks for a page and is no file gets the client's page, which has its own
 * routes. Files under /assets/ carry their hash in the name and never change.
 */
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A file of the web client. */
export interface Asset {
  readonly body: Blob;
  readonly contentType: string;
}

/** Files by URL path, such as `/index.html`. */
export type Assets = ReadonlyMap<string, Asset>;

/** Types whose files are worth compressing. */
const compressible = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg)/;

const securityHeaders = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export function readAssets(folder: string): Assets {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const body = Bun.file(path);
    assets.set(`/${relative(folder, path).split(sep).join("/")}`, { body, contentType: body.type });
  }
  return assets;
}

export interface StaticFiles {
  /** Null when there is nothing at this path. */
  handle(request: Request, path: string): Promise<Response | null>;
}

/** Links that people pass on, to a person or into a group: whatever follows one gets the page, not browsers alone. */
const passedOn = /^\/[gu]\/[^/]+$/;

/** @param home the path of the client's first page, as in `assets` */
export function createStaticFiles(assets: Assets, home = "/"): StaticFiles {
  const compressed = new Map<Asset, Blob>();

  async function bodyOf(asset: Asset, request: Request): Promise<{ body: Blob; encoding: string | null }> {
    const accepts = request.headers.get("accept-encoding")?.includes("gzip") ?? false;
    if (!accepts || !compressible.test(asset.contentType)) return { body: asset.body, encoding: null };
    let body = compressed.get(asset);
    if (body === undefined) {
      body = new Blob([Bun.gzipSync(await asset.body.bytes())]);
      compressed.set(asset, body);
    }
    return { body, encoding: "gzip" };
  }

  return {
    async handle(request, path) {
      if (request.method !== "GET" && request.method !== "HEAD") return null;
      if (path === "/" && home !== "/" && assets.has("/index.html")) {
        return new Response(null, { status: 302, headers: { ...securityHeaders, location: home } });
      }
      const wantsPage =
        passedOn.test(path) || (request.headers.get("accept")?.includes("text/html") ?? false);
      const asset =
        assets.get(path === home ? "/index.html" : path) ??
        (wantsPage ? assets.get("/index.html") : undefined);
      if (asset === undefined) return null;
      const { body, encoding } = await bodyOf(asset, request);
      const isImmutable = path.startsWith("/assets/") && asset === assets.get(path);
      return new Response(body, {
        headers: {
          ...securityHeaders,
          "content-type": asset.contentType,
          "cache-control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
          vary: "accept-encoding",
          ...(encoding === null ? {} : { "content-encoding": encoding }),
        },
      });
    },
  };
}
