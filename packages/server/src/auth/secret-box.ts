/**
 * Seals secrets of webhooks: AES-256-GCM under a key derived from the server's, with the owner as part of what is
 * authenticated, so that a row copied to another's place opens nothing there.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { SecretBox } from "../engine/ports/secret-box.ts";
import type { Keys } from "./keys.ts";

const nonceBytes = 12;
const tagBytes = 16;
const cipher = "aes-256-gcm";

export function createSecretBox(keys: Pick<Keys, "digest">): SecretBox {
  const key = new Uint8Array(hkdfSync("sha256", keys.digest, "", "parley secrets", 32));
  return {
    seal(secret, owner) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([sealing.update(secret, "utf8"), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64url");
    },
    open(text, owner) {
      const bytes = Buffer.from(text, "base64url");
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      opening.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString(
        "utf8",
      );
    },
  };
}
