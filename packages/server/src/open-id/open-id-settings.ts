/** Refuses settings with which nobody could ever sign in by the provider, at the start (RUN-3). */
import { StartError } from "../store/start-error.ts";

export interface OpenIdSettings {
  readonly oidcIssuer: string;
  readonly oidcClientId: string;
  /** Empty for a provider that gave none. */
  readonly oidcClientSecret: string;
  readonly oidcScopes: readonly string[];
}

const loopbackHosts = ["127.0.0.1", "[::1]", "localhost"];

export function assertCanOpenId({ oidcIssuer, oidcClientId, oidcScopes }: OpenIdSettings): void {
  if (oidcIssuer === "") return;
  const url = URL.parse(oidcIssuer);
  if (
    url === null ||
    !(url.protocol === "https:" || isLoopback(url)) ||
    url.search !== "" ||
    url.hash !== ""
  ) {
    throw new StartError("oidcIssuer must be the https:// address of the provider, as it writes it itself.");
  }
  if (oidcClientId === "") throw new StartError("oidcIssuer needs oidcClientId, which the provider gave.");
  if (!oidcScopes.includes("openid")) throw new StartError("oidcScopes must contain openid.");
}

/** In the clear only to this machine itself, for trying things out. */
export function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && loopbackHosts.includes(url.hostname);
}
