/**
 * Which web pages may call: the server's own, and those the operator listed, by exact match (SEC-06, SEC-26, CALL-11).
 * A page is the server's own when its origin is the host it asks for. But who owns a name can let it point to this
 * machine once the page is loaded (DNS rebinding), and then the two are the same as well. So the host has to be one
 * that nobody outside this network can own, or the origin a listed one.
 */
import { ParleyError } from "@parley/protocol";
import type { Log } from "../observe/log.ts";
import { isLocalHost } from "./local-host.ts";

export interface OriginPolicy {
  /** Why the request may not call, or null. Programs that are no browser send no Origin; they hold a token, so they may. */
  refusal(request: Request): ParleyError | null;
  /** Whether the page that asks is one of the server's own or a listed one, by its Origin or, without one, its Referer. */
  isOwnPage(request: Request): boolean;
  /** What to answer instead of a page, where none of its calls could succeed; null where they can. */
  unknownAddress(request: Request): Response | null;
  /** Headers that let a listed page of another origin read the answer. */
  corsHeaders(request: Request): Record<string, string>;
}

/** Origins that are logged, once each: enough to find the one to list, too few to fill a disk with. */
const loggedMax = 20;
const setting = "PARLEY_ALLOWED_ORIGINS";

export function createOriginPolicy(allowedOrigins: readonly string[], log: Log): OriginPolicy {
  const listed = new Set(allowedOrigins.map((origin) => origin.toLowerCase()));
  const isListed = (origin: string) => listed.has(origin.toLowerCase());
  const logged = new Set<string>();

  function logOnce(origin: string): void {
    if (logged.size >= loggedMax || logged.has(origin)) return;
    logged.add(origin);
    log.warn("page refused: its address is not in the list of the option", { origin, option: setting });
  }

  return {
    refusal(request) {
      const origin = request.headers.get("origin");
      if (origin === null || isListed(origin) || isOwn(origin, request.headers.get("host"))) return null;
      logOnce(origin.slice(0, 300));
      return new ParleyError("forbidden", {
        message: `Pages of this address may not call: it is not in the server's allowedOrigins (${setting}).`,
        details: { option: "allowedOrigins" },
      });
    },
    isOwnPage(request) {
      const origin = request.headers.get("origin") ?? originOf(request.headers.get("referer"));
      return origin !== null && (isListed(origin) || isOwn(origin, request.headers.get("host")));
    },
    unknownAddress(request) {
      const host = request.headers.get("host");
      // With a list the operator has decided; the host may then be what a proxy calls this server.
      if (listed.size > 0 || host === null || isLocalHost(host)) return null;
      const address = `https://${host.slice(0, 300)}`;
      logOnce(address);
      const text = [
        `This Parley does not know the address ${host.slice(0, 300)}.`,
        `If people are to use it, its operator sets ${setting}=${address} and starts it again.`,
      ];
      return new Response(`${text.join("\n")}\n`, {
        status: 403,
        headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      });
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

function originOf(referer: string | null): string | null {
  return referer === null ? null : (/^https?:\/\/[^/@?#]+(?=[/?#]|$)/i.exec(referer)?.[0] ?? null);
}

/** The scheme is left out: behind a proxy that ends TLS the page's is https and ours is http. */
function isOwn(origin: string, host: string | null): boolean {
  if (host === null || !isLocalHost(host)) return false;
  const match = /^https?:\/\/([^/@?#]+)$/i.exec(origin);
  return match !== null && match[1]?.toLowerCase() === host.toLowerCase();
}
