/** The pages about the server itself: health, metrics, reference (RUN-7). */
import { timingSafeEqual } from "node:crypto";
import { isLocalHost } from "./local-host.ts";

export interface PagesParts {
  /** Whether calls are being served: false before the start is done and while draining. */
  isReady(): boolean;
  metricsText(): Promise<string>;
  readonly metricsKey: string;
  /** Then no address tells where a request came from, and metrics need their key. */
  readonly isBehindProxy: boolean;
}

export interface Pages {
  /** Null when the path is none of its pages. */
  handle(request: Request, path: string, address: string): Promise<Response | null>;
}

export function createPages(parts: PagesParts): Pages {
  return {
    async handle(request, path, address) {
      if (request.method !== "GET" && request.method !== "HEAD") return null;
      switch (path) {
        case "/healthz":
          return new Response("ok\n");
        case "/readyz":
          return parts.isReady() ? new Response("ok\n") : new Response("not ready\n", { status: 503 });
        case "/metrics":
          if (!mayReadMetrics(request, address, parts)) return new Response("not found\n", { status: 404 });
          return new Response(await parts.metricsText(), {
            headers: { "content-type": "text/plain; version=0.0.4" },
          });
        default:
          return reference(path);
      }
    },
  };
}

/** Generated from the protocol; loaded when first asked for, so that a server nobody asks keeps none of it. */
async function reference(path: string): Promise<Response | null> {
  if (path !== "/openapi.json" && path !== "/asyncapi.json" && path !== "/docs") return null;
  const { asyncapiDocument, openapiDocument, referencePage, referencePagePolicy } = await import(
    "@parley/protocol/reference"
  );
  if (path === "/openapi.json") return Response.json(openapiDocument());
  if (path === "/asyncapi.json") return Response.json(asyncapiDocument());
  return new Response(referencePage(), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": await referencePagePolicy(),
      "x-content-type-options": "nosniff",
    },
  });
}

function mayReadMetrics(
  request: Request,
  address: string,
  { isBehindProxy, metricsKey: key }: PagesParts,
): boolean {
  const isLoopback = address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
  const { headers } = request;
  // Through a proxy on this machine everybody looks like loopback, and so does a foreign page in a browser on it, whose
  // name may point here (CALL-11).
  const isLocal = isLoopback && isLocalHost(headers.get("host") ?? "");
  if (isLocal && !isBehindProxy && !headers.has("x-forwarded-for")) return true;
  if (key === "") return false;
  const given = new Bun.CryptoHasher("sha256").update(headers.get("authorization") ?? "").digest();
  const right = new Bun.CryptoHasher("sha256").update(`Bearer ${key}`).digest();
  return timingSafeEqual(given, right);
}
