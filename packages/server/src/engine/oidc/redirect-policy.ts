/** Where a provider may send browsers back to: the server's own pages (OIDC-3). Pure. */
const loopbackHosts = ["127.0.0.1", "[::1]", "localhost"];

export function mayRedirectTo(redirectUri: string, allowedOrigins: readonly string[]): boolean {
  const url = URL.parse(redirectUri);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
  if (url.username !== "" || url.password !== "" || redirectUri.includes("#")) return false;
  if (loopbackHosts.includes(url.hostname)) return true;
  return allowedOrigins.some((origin) => origin.toLowerCase() === url.origin);
}
