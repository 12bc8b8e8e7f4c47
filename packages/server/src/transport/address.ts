/**
 * The client's address, for limits. Behind `hops` trusted proxies it is what the first of them wrote; a client cannot
 * choose it, because only entries written by trusted proxies are looked at (SEC-36).
 */
export function clientAddress(headers: Headers, socketAddress: string, hops: number): string {
  if (hops === 0) return socketAddress;
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  const address = entries.at(-hops);
  return address === undefined || address === "" ? socketAddress : address;
}
