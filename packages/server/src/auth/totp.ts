/** Time-based one-time passwords: RFC 6238 with the parameters every authenticator has, SHA-1, 6 digits and 30 s. */
import { createHmac, timingSafeEqual } from "node:crypto";

const stepMs = 30_000;
const digits = 6;
/** Steps before and after the one of now that hold as well: clocks differ, and typing takes time. */
const drift = 1;

/** The code of a time step, as RFC 4226, 5.3 says. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** The step, later than `afterStep`, whose code this is; null when it is none of those that hold now. */
export function totpStep(secret: Uint8Array, code: string, now: number, afterStep: number): number | null {
  const given = Buffer.from(code);
  if (given.length !== digits) return null;
  const current = Math.floor(now / stepMs);
  for (let step = Math.max(current - drift, afterStep + 1); step <= current + drift; step += 1) {
    if (timingSafeEqual(given, Buffer.from(totpCode(secret, step)))) return step;
  }
  return null;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 without padding, for a number of bytes that needs none (5, 10, 20). */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replaceAll(/.{5}/g, (group) => letters.charAt(Number.parseInt(group, 2)));
}
