/**
 * A way to the provider and back. Owns what binds its end to its beginning: the state, which travels with the browser,
 * and a secret, which stays with the client that began, so that nobody completes what another has begun. Of both only
 * digests are kept; nonce and PKCE verifier come from the state and a key of the server, and are kept nowhere.
 */
import { limits, ParleyError } from "@parley/protocol";
import type { Ports, PrepareContext } from "../operation.ts";
import type { OpenIdAnswer, OpenIdIdentity, OpenIdRequest } from "../ports/open-id.ts";
import type { StoredOidcRequest } from "../ports/store-identities.ts";
import { mayRedirectTo } from "./redirect-policy.ts";

export interface BegunRequest {
  readonly answer: {
    readonly url: string;
    readonly state: string;
    readonly secret: string;
    readonly expiresAt: number;
  };
  /** To be kept when everything else is right. */
  readonly stored: StoredOidcRequest;
}

/** @throws forbidden, unavailable, busy */
export async function beginRequest(
  ports: Ports,
  redirectUri: string,
  sessionId: string | null,
): Promise<BegunRequest> {
  assertConfigured(ports);
  if (!mayRedirectTo(redirectUri, ports.options.allowedOrigins)) {
    throw new ParleyError("forbidden", { details: { path: "/redirectUri" } });
  }
  const [state, secret] = [ports.ids.secret(), ports.ids.secret()];
  const url = await ports.openId.signInUrl(requestOf(ports, state, redirectUri));
  const expiresAt = ports.clock.now() + limits.oidcRequestTtlMs;
  const stored = {
    ...{ stateDigest: stateDigest(ports, state), secretDigest: secretDigest(ports, secret) },
    ...{ redirectUri, sessionId, expiresAt },
  };
  return { answer: { url, state, secret, expiresAt }, stored };
}

export interface BroughtBack {
  readonly state: string;
  readonly secret: string;
  readonly code: string;
  readonly issuer?: string | undefined;
}

export interface CompletedRequest {
  readonly identity: OpenIdIdentity;
  /** To be taken, so that it holds once. */
  readonly stateDigest: string;
}

/** Who signed in at the provider. @throws code_invalid, forbidden, unavailable, busy */
export async function completeRequest(
  { reader, ports }: PrepareContext,
  brought: BroughtBack,
  sessionId: string | null,
): Promise<CompletedRequest> {
  assertConfigured(ports);
  const digest = stateDigest(ports, brought.state);
  const stored = await reader.oidcRequests.find(digest, ports.clock.now());
  // Digests under a secret key: how much of the secret was right tells nothing.
  const isOwn =
    stored?.secretDigest === secretDigest(ports, brought.secret) && stored.sessionId === sessionId;
  if (stored === null || !isOwn) throw new ParleyError("code_invalid");
  const answer: OpenIdAnswer = { code: brought.code, issuer: brought.issuer ?? null };
  const request = requestOf(ports, brought.state, stored.redirectUri);
  return { identity: await ports.openId.identify(request, answer), stateDigest: digest };
}

function assertConfigured({ openId }: Ports): void {
  if (openId.issuer === null) throw new ParleyError("forbidden", { details: { option: "oidcIssuer" } });
}

function requestOf({ tokens }: Ports, state: string, redirectUri: string): OpenIdRequest {
  const nonce = tokens.digest(`oidc nonce ${state}`);
  return { redirectUri, state, nonce, codeVerifier: tokens.digest(`oidc verifier ${state}`) };
}

function stateDigest({ tokens }: Ports, state: string): string {
  return tokens.digest(`oidc state ${state}`);
}

function secretDigest({ tokens }: Ports, secret: string): string {
  return tokens.digest(`oidc secret ${secret}`);
}
