/**
 * The way to the OpenID provider and back: what was begun is kept in this tab alone, because whoever has the secret can
 * complete it.
 */
import type { Client } from "@parley/sdk";

const key = "parley.openId";
/** Where the provider sends the browser back to. */
export const openIdPath = "/oidc";

/** Leaves the page. */
export async function beginOpenId(client: Client): Promise<void> {
  const { url, state, secret } = await client.oidc.begin({ redirectUri: `${location.origin}${openIdPath}` });
  sessionStorage.setItem(key, JSON.stringify({ state, secret, returnTo: location.pathname }));
  location.assign(url);
}

/** Completes what the address says; answers where to go on. Rejects when it does not fit what was begun. */
export async function completeOpenId(client: Client, search: string): Promise<string> {
  const answer = new URLSearchParams(search);
  const begun = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Record<string, string>>;
  sessionStorage.removeItem(key);
  const [code, state, issuer] = [answer.get("code"), answer.get("state"), answer.get("iss")];
  if (code === null || state === null || state !== begun.state || begun.secret === undefined) {
    throw new Error("The provider's answer does not fit what was begun here.");
  }
  const { secret } = begun;
  await client.oidc.complete({ code, state, secret, ...(issuer === null ? {} : { issuer }) });
  return begun.returnTo ?? "/";
}
