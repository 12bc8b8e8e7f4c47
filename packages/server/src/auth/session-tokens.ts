/**
 * Tokens that are one session's, for clients that keep one token and renew none (DIA-5). Nothing of them is stored:
 * they hold the session's id, sealed, so that whether they hold is asked of the session itself. Two spellings: a JWT
 * for clients that look inside, and 32 upper-case hexadecimal digits for those that take no more.
 */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { ParleyError } from "@parley/protocol";
import type { Keys } from "./keys.ts";

export interface SessionTokens {
  /** One block of a cipher: whoever has no key sees 128 random bits. */
  hex(sessionId: string): string;
  /** `expiresAt` in ms since 1970; null for one that ends with its session. */
  jwt(sessionId: string, claims: object, now: number, expiresAt: number | null): string;
  /** Whose session it is; null when it is no such token. @throws token_expired */
  read(token: string, now: number): string | null;
}

const header = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");
const audience = "parley-session";
const clockToleranceMs = 5_000;

export function createSessionTokens(keys: Keys): SessionTokens {
  const derive = (use: string) => createHmac("sha256", keys.accessToken).update(use).digest();
  const signingKey = derive("session token, jwt");
  const cipherKey = derive("session token, hex").subarray(0, 16);
  const signatureOf = (signed: string) => createHmac("sha256", signingKey).update(signed).digest("base64url");

  function readJwt(token: string, now: number): string | null {
    const [head, body = "", signature = "", ...rest] = token.split(".", 4);
    if (head !== header || rest.length > 0 || !isSame(signature, signatureOf(`${head}.${body}`))) return null;
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as {
      readonly aud?: unknown;
      readonly exp?: unknown;
      readonly sid?: unknown;
    };
    const { aud, exp, sid } = claims;
    if (aud !== audience) return null;
    if (typeof exp === "number" && exp * 1000 + clockToleranceMs <= now)
      throw new ParleyError("token_expired");
    return String(sid);
  }

  function readHex(token: string): string | null {
    const cipher = createDecipheriv("aes-128-ecb", cipherKey, null).setAutoPadding(false);
    const bytes = Buffer.concat([cipher.update(Buffer.from(token, "hex")), cipher.final()]);
    const match = /^(.{8})(.{4})(7.{3})([89ab].{3})(.{12})$/.exec(bytes.toString("hex"));
    return match === null ? null : match.slice(1).join("-");
  }

  return {
    hex(sessionId) {
      const cipher = createCipheriv("aes-128-ecb", cipherKey, null).setAutoPadding(false);
      const bytes = Buffer.from(sessionId.replaceAll("-", ""), "hex");
      return Buffer.concat([cipher.update(bytes), cipher.final()])
        .toString("hex")
        .toUpperCase();
    },
    jwt(sessionId, claims, now, expiresAt) {
      const iat = Math.floor(now / 1000);
      const exp = expiresAt === null ? {} : { exp: Math.floor(expiresAt / 1000) };
      const body = { ...claims, iat, ...exp, sid: sessionId, aud: audience };
      const signed = `${header}.${Buffer.from(JSON.stringify(body)).toString("base64url")}`;
      return `${signed}.${signatureOf(signed)}`;
    },
    read(token, now) {
      if (/^[0-9A-F]{32}$/.test(token)) return readHex(token);
      return token.startsWith(`${header}.`) ? readJwt(token, now) : null;
    },
  };
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, right: string): boolean {
  const [bytes, rightBytes] = [Buffer.from(given), Buffer.from(right)];
  return bytes.length === rightBytes.length && timingSafeEqual(bytes, rightBytes);
}
