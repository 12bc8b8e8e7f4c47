/** An address without the part that names one machine: of IPv4 the first 24 bits are left, of IPv6 the first 48. */
export function shortAddress(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  const [network] = /^([0-9]{1,3}\.){3}(?=[0-9]{1,3}$)/.exec(mapped ?? address) ?? [];
  if (network !== undefined) return `${network}0`;
  if (!address.includes(":")) return "";
  const groups = fullGroups(address.split("%", 1)[0] ?? "");
  return `${groups.slice(0, 3).join(":")}::`;
}

/** The groups of an IPv6 address, those left out by `::` too. */
function fullGroups(address: string): string[] {
  const [before = "", after] = address.split("::", 2);
  const left = before === "" ? [] : before.split(":");
  const right = after === undefined || after === "" ? [] : after.split(":");
  const missing = Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: missing }, () => "0"), ...right];
}
