/**
 * Tokens of signed-in devices. Access tokens are JWTs of exactly one algorithm, type and audience (SEC-08); refresh
 * tokens are derived from the session and its generation, so the server keeps none.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { ParleyError, type UserRole } from "@parley/protocol";
import { errors as joseErrors, jwtVerify } from "jose";
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
    digest: (text) => createHmac("sha256", keys.digest).update(text).digest("base64url"),
  };
}

const encodedHeader = Buffer.from(JSON.stringify({ alg: algorithm, typ: type })).toString("base64url");

/** A signed JWT (RFC 7515). Made without waiting, because a transaction is open meanwhile; jose can only wait. */
function sign(keys: Keys, claims: object): string {
  const signed = `${encodedHeader}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", keys.accessToken).update(signed).digest("base64url")}`;
}

/** Clocks of nodes may differ by this much: a token "from the future" is refused only beyond it. */
const clockToleranceMs = 5_000;

/** How long the end of a session must be remembered: well over what its newest token may still seem to hold. */
export function endedSessionKeptMs(ttlMs: number): number {
  return 2 * (ttlMs + clockToleranceMs);
}

/** Answers whose token it is. @throws unauthenticated, token_expired */
export async function verifyAccess(keys: Keys, token: string, now: number): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(token, keys.accessToken, {
      algorithms: [algorithm],
      typ: type,
      audience,
      requiredClaims: ["sub", "exp", "iat", "sid", "role"],
      currentDate: new Date(now),
      clockTolerance: clockToleranceMs / 1000,
    });
    const { iat = 0, role, sid, sub } = payload;
    const userId = typeof sub === "string" && /^[1-9][0-9]*$/.test(sub) ? Number(sub) : 0;
    if (userId === 0 || !Number.isSafeInteger(userId)) throw new ParleyError("unauthenticated");
    if (typeof sid !== "string" || sid === "" || typeof role !== "string" || !roles.has(role)) {
      throw new ParleyError("unauthenticated");
    }
    if (iat * 1000 > now + clockToleranceMs) throw new ParleyError("unauthenticated");
    return { userId, role: role as UserRole, sessionId: sid };
  } catch (error) {
    if (error instanceof joseErrors.JWTExpired) throw new ParleyError("token_expired");
    if (error instanceof joseErrors.JOSEError || error instanceof TypeError) {
      throw new ParleyError("unauthenticated");
    }
    throw error;
  }
}

function refreshProof(keys: Keys, claim: string): string {
  return createHmac("sha256", keys.refreshToken).update(claim).digest("base64url");
}

function readRefresh(keys: Keys, token: string): { sessionId: string; generation: number } | null {
  const match = /^([0-9a-f-]{36})\.([0-9]{1,9})\.([\w-]{43})$/.exec(token);
  if (match === null) return null;
  const [, sessionId = "", generation = "", proof = ""] = match;
  const right = Buffer.from(refreshProof(keys, `${sessionId}.${generation}`));
  return timingSafeEqual(right, Buffer.from(proof)) ? { sessionId, generation: Number(generation) } : null;
}
