/**
 * Tokens of signed-in devices. Access tokens are JWTs of exactly one algorithm, type and audience (SEC-08); refresh
 * tokens are derived from the session and its generation, so the server keeps none.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { ParleyError, type UserRole } from "@parley/protocol";
import type { AccessClaims, Tokens } from "../engine/ports/tokens.ts";
import type { Keys } from "./keys.ts";

const algorithm = "HS256";
const type = "at+jwt";
const audience = "parley";
const roles: ReadonlySet<string> = new Set(["user", "guest", "bot", "admin"] satisfies UserRole[]);

export interface AccessTokenOptions {
  readonly ttlMs: number;
}

export function createTokens(keys: Keys, { ttlMs }: AccessTokenOptions): Tokens {
  return {
    issueAccess({ userId, role, sessionId }, now) {
      const expiresAt = now + ttlMs;
      const claims = {
        role,
        sid: sessionId,
        sub: String(userId),
        aud: audience,
        iat: Math.floor(now / 1000),
        exp: Math.ceil(expiresAt / 1000),
      };
      return { token: sign(keys, claims), expiresAt };
    },
    issueRefresh: (sessionId, generation) => {
      const claim = `${sessionId}.${generation}`;
      return `${claim}.${refreshProof(keys, claim)}`;
    },
    readRefresh: (token) => readRefresh(keys, token),
    digest: (text) => digestText(keys, text),
  };
}

/** What is kept of a secret made here, of 80 bits or more: it proves the secret, and gives none away. */
export function digestText(keys: Keys, text: string): string {
  return createHmac("sha256", keys.digest).update(text).digest("base64url");
}

const encodedHeader = Buffer.from(JSON.stringify({ alg: algorithm, typ: type })).toString("base64url");

/** A signed JWT (RFC 7515), made without waiting, because a transaction is open meanwhile. */
function sign(keys: Keys, claims: object): string {
  const signed = `${encodedHeader}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${signatureOf(keys, signed)}`;
}

function signatureOf(keys: Keys, signed: string): string {
  return createHmac("sha256", keys.accessToken).update(signed).digest("base64url");
}

/** Clocks of nodes may differ by this much: a token "from the future" is refused only beyond it. */
const clockToleranceMs = 5_000;

/** How long the end of a session must be remembered: well over what its newest token may still seem to hold. */
export function endedSessionKeptMs(ttlMs: number): number {
  return 2 * (ttlMs + clockToleranceMs);
}

/**
 * Answers whose token it is. Only what `sign` makes is read at all: its very header, so that a token cannot choose how
 * it is checked, and the one spelling of its signature (RFC 8725, 3.1). A library costs ten times as much of each
 * connection, most of it for choices there are none of here. @throws unauthenticated, token_expired
 */
export function verifyAccess(keys: Keys, token: string, now: number): AccessClaims {
  const [header, body, signature, ...rest] = token.split(".", 4);
  if (header !== encodedHeader || body === undefined || signature === undefined || rest.length > 0) {
    throw new ParleyError("unauthenticated");
  }
  if (!isSame(signature, signatureOf(keys, `${header}.${body}`))) throw new ParleyError("unauthenticated");
  const claims = readClaims(body, now);
  if (claims === null) throw new ParleyError("unauthenticated");
  if (claims.exp * 1000 + clockToleranceMs <= now) throw new ParleyError("token_expired");
  return { userId: Number(claims.sub), role: claims.role, sessionId: claims.sid };
}

interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly role: UserRole;
  readonly exp: number;
}

/** The claims when they are such as are given to `sign`: an older program may have signed others with these keys. */
function readClaims(body: string, now: number): Claims | null {
  const value = parseClaims(body);
  if (value === null) return null;
  const { aud, exp, iat, nbf, role, sid, sub } = value;
  if (aud !== audience || nbf !== undefined) return null;
  if (typeof exp !== "number" || typeof iat !== "number" || iat * 1000 > now + clockToleranceMs) return null;
  if (typeof sub !== "string" || !/^[1-9][0-9]{0,14}$/.test(sub)) return null;
  if (typeof sid !== "string" || sid === "" || typeof role !== "string" || !roles.has(role)) return null;
  return { sub, sid, role: role as UserRole, exp };
}

function parseClaims(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, right: string): boolean {
  const [bytes, rightBytes] = [Buffer.from(given), Buffer.from(right)];
  return bytes.length === rightBytes.length && timingSafeEqual(bytes, rightBytes);
}

function refreshProof(keys: Keys, claim: string): string {
  return createHmac("sha256", keys.refreshToken).update(claim).digest("base64url");
}

function readRefresh(keys: Keys, token: string): { sessionId: string; generation: number } | null {
  const match = /^([0-9a-f-]{36})\.([0-9]{1,9})\.([\w-]{43})$/.exec(token);
  if (match === null) return null;
  const [, sessionId = "", generation = "", proof = ""] = match;
  const isRight = isSame(proof, refreshProof(keys, `${sessionId}.${generation}`));
  return isRight ? { sessionId, generation: Number(generation) } : null;
}
