/**
 * The way to the OpenID provider and back: what was begun is kept in this tab alone, because whoever has the secret can
 * complete it.
 */
import type { Client } from "@parley/sdk";
import { homePath } from "../../platform/home-path.ts";

const key = "parley.openId";
/** Where the provider sends the browser back to. */
export const openIdPath = "/oidc";

const redirectUri = () => `${location.origin}${openIdPath}`;

function leaveFor({ url, state, secret }: { url: string; state: string; secret: string }): void {
  sessionStorage.setItem(key, JSON.stringify({ state, secret, returnTo: location.pathname }));
  location.assign(url);
}

/** Leaves the page. */
export async function beginOpenId(client: Client): Promise<void> {
  leaveFor(await client.oidc.begin({ redirectUri: redirectUri() }));
}

/** The same, to let the provider sign in whoever is signed in now. */
export async function beginOpenIdLink(
  client: Client,
  proof: { readonly password: string; readonly secondFactor?: string },
): Promise<void> {
  leaveFor(await client.oidc.beginLink({ redirectUri: redirectUri(), ...proof }));
}

/** Completes what the address says; answers where to go on. Rejects when it does not fit what was begun. */
export async function completeOpenId(client: Client, search: string): Promise<string> {
  const { returnTo, ...answer } = readAnswer(search);
  await client.oidc.complete(answer);
  return returnTo;
}

/** The same, where somebody is signed in. */
export async function completeOpenIdLink(client: Client, search: string): Promise<void> {
  const { returnTo: _, ...answer } = readAnswer(search);
  await client.oidc.link(answer);
}

function readAnswer(search: string) {
  const answer = new URLSearchParams(search);
  const begun = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Record<string, string>>;
  sessionStorage.removeItem(key);
  const [code, state, issuer] = [answer.get("code"), answer.get("state"), answer.get("iss")];
  if (code === null || state === null || state !== begun.state || begun.secret === undefined) {
    throw new Error("The provider's answer does not fit what was begun here.");
  }
  const { secret, returnTo = homePath } = begun;
  return { code, state, secret, returnTo, ...(issuer === null ? {} : { issuer }) };
}
