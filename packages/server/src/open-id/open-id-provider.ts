/**
 * Talks to the OpenID provider: code flow with PKCE, state and nonce. Owns what is fetched from it (its description,
 * kept for an hour; its keys, which the library keeps). Invariant: nothing of an ID token is believed before its
 * signature, issuer, audience, nonce and end were checked; TLS is verified, except that a loopback provider may do
 * without.
 */
import * as oauth from "oauth4webapi";
import type { OpenId, OpenIdAnswer, OpenIdIdentity, OpenIdRequest } from "../engine/ports/open-id.ts";
import { isLoopback, type OpenIdSettings } from "./open-id-settings.ts";

const metadataKeptMs = 3_600_000;
/** All requests of one call together. */
const answerWithinMs = 10_000;
/** Clocks of two machines may differ by this much. */
const toleranceSeconds = 30;

interface Request {
  readonly signal: AbortSignal;
  readonly [oauth.allowInsecureRequests]: boolean;
}

export function createOpenIdProvider(
  settings: OpenIdSettings,
  elapsedMs: () => number,
): Pick<OpenId, "signInUrl" | "identify"> {
  const issuer = new URL(settings.oidcIssuer);
  const client: oauth.Client = { client_id: settings.oidcClientId, [oauth.clockTolerance]: toleranceSeconds };
  let known: { readonly metadata: oauth.AuthorizationServer; readonly until: number } | null = null;

  function newRequest(): Request {
    const signal = AbortSignal.timeout(answerWithinMs);
    return { signal, [oauth.allowInsecureRequests]: isLoopback(issuer) };
  }

  async function discover(request: Request): Promise<oauth.AuthorizationServer> {
    if (known !== null && known.until > elapsedMs()) return known.metadata;
    const metadata = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, request),
    );
    known = { metadata, until: elapsedMs() + metadataKeptMs };
    return metadata;
  }

  async function redeem(
    server: oauth.AuthorizationServer,
    { redirectUri, state, nonce, codeVerifier }: OpenIdRequest,
    { code, issuer: answeredBy }: OpenIdAnswer,
    request: Request,
  ): Promise<oauth.TokenEndpointResponse> {
    const brought = new URLSearchParams({ code, state, ...(answeredBy === null ? {} : { iss: answeredBy }) });
    const callback = oauth.validateAuthResponse(server, client, brought, state);
    const authentication = clientAuthentication(server, settings);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, client, authentication, callback, redirectUri, codeVerifier, request] as const),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      ...{ expectedNonce: nonce, requireIdToken: true },
    });
    // By the standard TLS would do; this also refuses tokens that are signed with a shared secret.
    await oauth.validateApplicationLevelSignature(server, response, request);
    return tokens;
  }

  return {
    async signInUrl({ redirectUri, state, nonce, codeVerifier }) {
      const server = await discover(newRequest());
      const url = new URL(server.authorization_endpoint ?? missing("authorization_endpoint"));
      const parameters = {
        ...{ response_type: "code", client_id: client.client_id, redirect_uri: redirectUri, state, nonce },
        ...{ scope: settings.oidcScopes.join(" "), code_challenge_method: "S256" },
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },
    async identify(asked, answer) {
      const request = newRequest();
      const server = await discover(request);
      const tokens = await redeem(server, asked, answer, request);
      const claims = oauth.getValidatedIdTokenClaims(tokens);
      if (claims === undefined) throw new Error("no claims");
      if (describesPerson(claims) || server.userinfo_endpoint === undefined) return identityOf(claims);
      const response = await oauth.userInfoRequest(server, client, tokens.access_token, request);
      const more = await oauth.processUserInfoResponse(server, client, claims.sub, response);
      return identityOf({ ...more, iss: claims.iss, sub: claims.sub });
    },
  };
}

function clientAuthentication(server: oauth.AuthorizationServer, settings: OpenIdSettings): oauth.ClientAuth {
  if (settings.oidcClientSecret === "") return oauth.None();
  // Where a provider does not say, it is the header (RFC 8414, 2); but not all of them decode what is in it.
  return server.token_endpoint_auth_methods_supported?.includes("client_secret_post") === true
    ? oauth.ClientSecretPost(settings.oidcClientSecret)
    : oauth.ClientSecretBasic(settings.oidcClientSecret);
}

function missing(field: string): never {
  throw new Error(`the provider's description has no ${field}`);
}

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

function describesPerson(claims: Claims): boolean {
  return [claims.preferred_username, claims.name, claims.email].some((claim) => claim !== undefined);
}

function identityOf(claims: Claims): OpenIdIdentity {
  const text = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
  return {
    issuer: claims.iss,
    subject: claims.sub,
    username: text(claims.preferred_username) ?? text(claims.nickname),
    name: text(claims.name),
    email: claims.email_verified === true ? text(claims.email) : null,
  };
}

/** What is wrong: the caller's code, or what nobody can mend but the operator or the provider. */
export function openIdFailure(error: unknown): {
  code: "code_invalid" | "unavailable";
  reason: string | null;
} {
  if (error instanceof oauth.ResponseBodyError && error.error === "invalid_grant") {
    return { code: "code_invalid", reason: null };
  }
  const isUntrue = error instanceof oauth.OperationProcessingError && untrueAnswers.has(error.code ?? "");
  return { code: isUntrue ? "code_invalid" : "unavailable", reason: reasonOf(error) };
}

/** An answer that was read and says what may not be believed. */
const untrueAnswers: ReadonlySet<string> = new Set([
  oauth.INVALID_RESPONSE,
  oauth.JWT_CLAIM_COMPARISON,
  oauth.JWT_TIMESTAMP_CHECK,
  oauth.KEY_SELECTION,
]);

/** What may be logged: nothing the provider wrote, but the names of errors (SEC-29). */
function reasonOf(error: unknown): string {
  if (error instanceof oauth.ResponseBodyError) return `the provider refused: ${error.error.slice(0, 50)}`;
  if (error instanceof oauth.OperationProcessingError) return `${error.code}: ${error.message}`;
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as { code?: unknown };
  return [error.name, typeof code === "string" ? code : null].filter((part) => part !== null).join(" ");
}
