/**
 * Which addresses requests may go to (SEC-23). Of IPv4 everything that is not set aside (IANA's registry of
 * special-purpose addresses, RFC 6890 and its successors); of IPv6 only global unicast without what carries an IPv4
 * address inside. Pure.
 */
import { addressBytes, isInNetwork, type Network, parseNetwork } from "./ip-address.ts";

const refusedNetworks = networks([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  // A cloud's own services answer their machines at this address.
  "168.63.129.16/32",
  // Teredo and other protocols' own, documentation, 6to4.
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "3fff::/20",
]);

/** Loopback, mapped and translated IPv4, private, link-local and multicast addresses all lie outside. */
const globalUnicast = networks(["2000::/3"]);

export interface AllowedHosts {
  readonly names: ReadonlySet<string>;
  readonly networks: readonly Network[];
}

/** What the operator allows besides: names, addresses and networks. */
export function parseAllowedHosts(items: readonly string[]): AllowedHosts {
  const names = new Set<string>();
  const allowed: Network[] = [];
  for (const item of items) {
    const network = parseNetwork(item);
    if (network === null) names.add(hostKey(item));
    else allowed.push(network);
  }
  return { names, networks: allowed };
}

/** A name as it is compared: a last dot changes nothing of where it leads. */
export function hostKey(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}

export function isPublicAddress(address: string): boolean {
  const bytes = addressBytes(address);
  if (bytes === null) return false;
  if (bytes.length === 16 && !isInSome(bytes, globalUnicast)) return false;
  return !isInSome(bytes, refusedNetworks);
}

export function isAllowedAddress(address: string, allowed: AllowedHosts): boolean {
  const bytes = addressBytes(address);
  return bytes !== null && isInSome(bytes, allowed.networks);
}

function isInSome(address: Uint8Array, all: readonly Network[]): boolean {
  return all.some((network) => isInNetwork(address, network));
}

function networks(texts: readonly string[]): readonly Network[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if (network === null) throw new Error(`${text} is no network`);
    return network;
  });
}
