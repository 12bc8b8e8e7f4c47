/** Which web pages may call: the server's own, and those the operator listed, by exact match (SEC-06, SEC-26, CALL-11). */
export interface OriginPolicy {
  /** Programs that are no browser send no Origin; they hold a token of their own, so they may. */
  allows(request: Request): boolean;
  /** Headers that let a listed page of another origin read the answer. */
  corsHeaders(request: Request): Record<string, string>;
}

export function createOriginPolicy(allowedOrigins: readonly string[]): OriginPolicy {
  const listed = new Set(allowedOrigins.map((origin) => origin.toLowerCase()));
  const isListed = (origin: string) => listed.has(origin.toLowerCase());
  return {
    allows(request) {
      const origin = request.headers.get("origin");
      return origin === null || isListed(origin) || isOwn(origin, request.headers.get("host"));
    },
    corsHeaders(request) {
      const origin = request.headers.get("origin");
      if (origin === null || !isListed(origin)) return {};
      return {
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "authorization, content-type",
        "access-control-allow-methods": "POST",
        "access-control-max-age": "600",
        vary: "origin",
      };
    },
  };
}

/** The scheme is left out: behind a proxy that ends TLS the page's is https and ours is http. */
function isOwn(origin: string, host: string | null): boolean {
  const match = /^https?:\/\/([^/@?#]+)$/i.exec(origin);
  return match !== null && host !== null && match[1]?.toLowerCase() === host.toLowerCase();
}
