/**
 * Sends requests to foreign addresses (SEC-23). Owns no state: every request resolves its name once, checks what came
 * out and connects to that. Invariant: no connection is opened to an address that was not checked in this request.
 */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import type { OutgoingAnswer, OutgoingFailure, OutgoingRequest } from "../engine/ports/outgoing.ts";
import { type AllowedHosts, isAllowedAddress, isPublicAddress } from "./address-policy.ts";
import { signatureHeaders } from "./sign.ts";
import { checkUrl, isAllowedHost } from "./url-policy.ts";

export interface GuardedRequestParts {
  readonly allowed: AllowedHosts;
  /** The addresses of a name. */
  resolve(host: string): Promise<readonly string[]>;
  now(): number;
  /** Of authorities besides those of the machine: for tests of TLS. */
  readonly certificateAuthorities?: string;
}

/** Ends a request with its reason. */
class Refusal extends Error {
  readonly reason: OutgoingFailure;

  constructor(reason: OutgoingFailure) {
    super(reason);
    this.name = "Refusal";
    this.reason = reason;
  }
}

export function createGuardedRequest(
  parts: GuardedRequestParts,
): (request: OutgoingRequest) => Promise<OutgoingAnswer> {
  return async (request) => {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(new Refusal("timed_out")), request.timeoutMs);
    try {
      return await follow(parts, request, ending.signal);
    } catch (error) {
      const cause = ending.signal.aborted ? ending.signal.reason : error;
      return { ok: false, reason: cause instanceof Refusal ? cause.reason : "unreachable" };
    } finally {
      clearTimeout(timer);
    }
  };
}

async function follow(
  parts: GuardedRequestParts,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  let target = request.url;
  for (let redirects = 0; ; redirects += 1) {
    const { response, url } = await open(parts, { ...request, url: target }, signal);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status < 300 || status > 399 || location === undefined) {
      return { ok: true, status, url: url.href, ...(await answerOf(response, request, parts.now(), signal)) };
    }
    response.destroy();
    if (redirects >= request.redirectsMax || request.method !== "GET") throw new Refusal("redirected");
    target = URL.parse(location, url)?.href ?? "";
  }
}

/** The answer's head. */
async function open(
  parts: GuardedRequestParts,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<{ response: IncomingMessage; url: URL }> {
  const checked = checkUrl(request.url, parts.allowed, request.requiresTls);
  if (!checked.ok) throw new Refusal(checked.reason);
  const { url, host } = checked;
  const address = await checkedAddress(parts, host, signal);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = send({ ...optionsOf(parts, request, url), lookup: lookupOf(address) }, resolve);
    sent.on("error", reject);
    signal.addEventListener("abort", () => sent.destroy(new Error("aborted")), { once: true });
    if (signal.aborted) sent.destroy(new Error("aborted"));
    sent.end(request.body ?? undefined);
  });
  return { response, url };
}

function optionsOf(
  parts: GuardedRequestParts,
  { method, headers, body, signing }: OutgoingRequest,
  url: URL,
): RequestOptions & { readonly ca?: string } {
  const { certificateAuthorities: ca } = parts;
  return {
    method,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: {
      "user-agent": "Parley",
      "accept-encoding": "identity",
      ...headers,
      host: url.host,
      connection: "close",
      ...(body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      ...(signing === undefined ? {} : signatureHeaders(signing, body ?? "", parts.now())),
    },
    // A connection that is kept could outlive what was checked.
    agent: false,
    ...(ca === undefined ? {} : { ca }),
  };
}

/** The one address this request may connect to. One bad address among those of a name makes all of it suspect. */
async function checkedAddress(
  { allowed, resolve }: GuardedRequestParts,
  host: string,
  signal: AbortSignal,
): Promise<string> {
  const addresses = isIP(host) === 0 ? await abortable(resolved(resolve, host), signal) : [host];
  const isAllowed = isAllowedHost(host, allowed);
  for (const address of addresses) {
    if (!isAllowed && !isPublicAddress(address) && !isAllowedAddress(address, allowed)) {
      throw new Refusal("address_refused");
    }
  }
  const [address] = addresses;
  if (address === undefined) throw new Refusal("unresolved");
  return address;
}

async function resolved(resolve: GuardedRequestParts["resolve"], host: string): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch {
    return [];
  }
}

type Lookup = NonNullable<RequestOptions["lookup"]>;

/** Answers the address that was checked, whatever it is asked for. */
function lookupOf(address: string): Lookup {
  const family = isIP(address);
  return (_host, options, done) => {
    const found = { address, family };
    if (options.all === true)
      (done as (error: null, found: { address: string; family: number }[]) => void)(null, [found]);
    else done(null, address, family);
  };
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

async function answerOf(
  response: IncomingMessage,
  { bytesMax, isCut = false }: OutgoingRequest,
  now: number,
  signal: AbortSignal,
): Promise<{ contentType: string; retryAfterMs: number | null; body: Uint8Array }> {
  const { "content-type": contentType = "", "retry-after": retryAfter } = response.headers;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const abort = () => response.destroy(new Error("aborted"));
  signal.addEventListener("abort", abort, { once: true });
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    const left = bytesMax - length;
    if (chunk.byteLength > left && !isCut) throw new Refusal("too_large");
    chunks.push(chunk.subarray(0, left));
    length += Math.min(chunk.byteLength, left);
    if (length >= bytesMax && isCut) break;
  }
  signal.throwIfAborted();
  response.destroy();
  return { contentType, retryAfterMs: retryAfterMs(retryAfter, now), body: Buffer.concat(chunks) };
}

/** Seconds, or a date. */
function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^[0-9]{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(ms, 0) : null;
}
