/** Addresses and networks as bytes, so that no spelling of one is mistaken for another. Pure. */
import { isIPv4, isIPv6 } from "node:net";

/** 4 or 16 bytes of an address in the form that `URL` and the resolver give; null for anything else. */
export function addressBytes(address: string): Uint8Array | null {
  if (isIPv4(address)) return Uint8Array.from(address.split(".").map(Number));
  // A zone names a link of this machine.
  if (!isIPv6(address) || address.includes("%")) return null;
  return ipv6Bytes(address);
}

export interface Network {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/** `10.0.0.0/8`, or an address alone; null for what is neither. */
export function parseNetwork(text: string): Network | null {
  const [address = "", length, ...more] = text.split("/");
  const bytes = addressBytes(address);
  if (bytes === null || more.length > 0) return null;
  if (length === undefined) return { bytes, bits: bytes.length * 8 };
  const bits = Number(length);
  return /^[0-9]{1,3}$/.test(length) && bits <= bytes.length * 8 ? { bytes, bits } : null;
}

export function isInNetwork(address: Uint8Array, { bytes, bits }: Network): boolean {
  if (address.length !== bytes.length) return false;
  for (let bit = 0; bit < bits; bit += 8) {
    const mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
    const index = bit / 8;
    if (((address[index] ?? 0) & mask) !== ((bytes[index] ?? 0) & mask)) return false;
  }
  return true;
}

function ipv6Bytes(address: string): Uint8Array | null {
  // `URL` writes an IPv4 tail as two groups and leaves one run of zeros out.
  const url = URL.parse(`http://[${address}]/`);
  if (url === null) return null;
  const [head = "", tail] = url.hostname.slice(1, -1).split("::");
  const first = groups(head);
  const last = groups(tail ?? "");
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0);
  const all = [...first, ...zeros, ...last];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function groups(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}
