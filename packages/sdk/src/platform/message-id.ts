import type { Platform } from "./platform.ts";

type Sources = Pick<Platform, "now" | "randomBytes">;

/**
 * Makes UUIDv7 (RFC 9562, 6.2 method 1: the 12 bits after the time count up), so that ids of one client sort in the
 * order they were made, even when its clock jumps back.
 */
export function messageIds(sources: Sources): () => string {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const nowMs = sources.now();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      counter = 0;
    } else if (counter < 0xfff) {
      counter += 1;
    } else {
      lastMs += 1;
      counter = 0;
    }
    const time = lastMs.toString(16).padStart(12, "0");
    const bytes = sources.randomBytes(8);
    bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80;
    const tail = hex(bytes);
    const count = counter.toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}

/** A random UUID (version 4), made without `crypto.randomUUID`, which plain-HTTP pages do not have. */
export function randomUuid(sources: Pick<Platform, "randomBytes">): string {
  const bytes = sources.randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
