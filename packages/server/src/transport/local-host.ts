/** Endings of names that the public DNS does not give away: RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`. */
const localEndings = [".localhost", ".local", ".home.arpa", ".internal"];

/**
 * Whether a `Host` is one that no stranger can own: an address, a name without a dot such as `localhost` or `nas`, or a
 * name of a local network. Whoever owns any other name can let it point anywhere, to this machine too.
 */
export function isLocalHost(host: string): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:[\]@/?#\s]+)(?::[0-9]+)?$/i
    .exec(host)?.[1]
    ?.toLowerCase()
    .replace(/\.$/, "");
  if (name === undefined || name === "") return false;
  if (name.startsWith("[") || /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(name) || !name.includes(".")) return true;
  return localEndings.some((ending) => name.endsWith(ending));
}
