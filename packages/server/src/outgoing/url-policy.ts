/** Which URLs requests may go to, as far as that is known before any name is resolved. Pure. */
import { isIP } from "node:net";
import type { OutgoingFailure } from "../engine/ports/outgoing.ts";
import { type AllowedHosts, hostKey, isAllowedAddress, isPublicAddress } from "./address-policy.ts";

const urlCharsMax = 2_000;

export type CheckedUrl =
  | { readonly ok: true; readonly url: URL; readonly host: string }
  | { readonly ok: false; readonly reason: OutgoingFailure };

/** `host` is the name or the address, as `URL` has understood it and without brackets. */
export function checkUrl(text: string, allowed: AllowedHosts, requiresTls: boolean): CheckedUrl {
  const url = text.length > urlCharsMax ? null : URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return refused("url_refused");
  if (url.username !== "" || url.password !== "" || url.hostname === "") return refused("url_refused");
  const host = hostKey(url.hostname.replace(/^\[|\]$/g, ""));
  const isAllowed = isAllowedHost(host, allowed);
  if (requiresTls && url.protocol !== "https:" && !isAllowed) return refused("url_refused");
  if (!isAllowed && (isIP(host) === 0 ? isLocalName(host) : !isPublicAddress(host))) {
    return refused("address_refused");
  }
  return { ok: true, url, host };
}

export function isAllowedHost(host: string, allowed: AllowedHosts): boolean {
  return allowed.names.has(host) || isAllowedAddress(host, allowed);
}

/** Names that never lead out of this machine or its network, whatever a resolver says of them. */
function isLocalName(host: string): boolean {
  return !host.includes(".") || /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host);
}

function refused(reason: OutgoingFailure): CheckedUrl {
  return { ok: false, reason };
}

/** What a URL would be refused for without asking anybody, or null. */
export function urlRefusal(
  text: string,
  allowed: AllowedHosts,
  requiresTls: boolean,
): OutgoingFailure | null {
  const checked = checkUrl(text, allowed, requiresTls);
  return checked.ok ? null : checked.reason;
}
