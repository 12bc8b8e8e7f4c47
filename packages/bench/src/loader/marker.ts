/**
 * The mark every load message carries in its text: `^`, 12 digits of intended time (us), `-`, 6 digits of the sending
 * socket. No other part of a frame has a `^`, so receivers count and time messages by one byte search.
 */

export const markerByte = 0x5e;
export const markerBytes = 20;

export function marker(intendedUs: number, slot: number): string {
  return `^${String(Math.floor(intendedUs)).padStart(12, "0")}-${String(slot).padStart(6, "0")}`;
}

/** Offset of the next mark in the range, or -1. */
export function findMarker(bytes: Buffer, start: number, end: number): number {
  const at = bytes.indexOf(markerByte, start);
  return at >= 0 && at < end ? at : -1;
}

function digits(bytes: Buffer, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index++) value = value * 10 + (bytes[index] ?? 48) - 48;
  return value;
}

export function markerIntendedUs(bytes: Buffer, at: number): number {
  return digits(bytes, at + 1, 12);
}

export function markerSlot(bytes: Buffer, at: number): number {
  return digits(bytes, at + 14, 6);
}

/** A text of this many bytes that begins with the mark. */
export function markedText(intendedUs: number, slot: number, textBytes: number): string {
  return marker(intendedUs, slot) + "x".repeat(Math.max(0, textBytes - markerBytes));
}

/** Ids in the form of a UUID version 7, made of the time of the call and a counter. */
export function messageIds(): (index: number) => string {
  const random = crypto.randomUUID();
  const prefix = `${random.slice(0, 13)}-7${random.slice(15, 18)}-8${random.slice(20, 23)}-`;
  return (index) => prefix + index.toString(16).padStart(12, "0");
}
