/**
 * Makes, seals and checks second factors. Owns how a secret is kept: AES-256-GCM under a key of its own, derived from
 * the server's, with the user it is for as part of what is authenticated, so that a row that was copied to another
 * user's place opens nothing there. Invariant: no secret leaves but in the answer of `create`.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { SecondFactors } from "../engine/ports/second-factors.ts";
import type { Keys } from "./keys.ts";
import { base32, totpStep } from "./totp.ts";

/** As long as the digest of SHA-1, which RFC 4226 recommends. */
const secretBytes = 20;
const recoveryCodeBytes = 10;
const nonceBytes = 12;
const tagBytes = 16;
const cipher = "aes-256-gcm";

export function createSecondFactors(keys: Pick<Keys, "digest">): SecondFactors {
  const key = new Uint8Array(hkdfSync("sha256", keys.digest, "", "parley second factors", 32));

  function seal(secret: Uint8Array, userId: number): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, key, nonce).setAAD(owner(userId));
    const sealed = Buffer.concat([sealing.update(secret), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64url");
  }

  function open(text: string, userId: number): Uint8Array {
    const bytes = Buffer.from(text, "base64url");
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    opening.setAAD(owner(userId)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]);
  }

  return {
    create(userId) {
      const secret = randomBytes(secretBytes);
      return { secret: base32(secret), sealed: seal(secret, userId) };
    },
    stepOf: (sealed, userId, code, now, afterStep) => totpStep(open(sealed, userId), code, now, afterStep),
    createRecoveryCode: () => base32(randomBytes(recoveryCodeBytes)),
  };
}

function owner(userId: number): Buffer {
  return Buffer.from(`user ${userId}`);
}
