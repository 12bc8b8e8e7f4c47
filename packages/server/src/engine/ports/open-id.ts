/**
 * The OpenID provider people may sign in by. What it says is checked (signature, issuer, audience, nonce, end) before
 * it is answered here. It is somewhere in the network, so it is asked outside of transactions, and by a thread of its
 * own; what it cannot answer within seconds is `unavailable`.
 */
export interface OpenId {
  /** Who vouches for identities; null when no provider is configured. */
  readonly issuer: string | null;
  /** Where the browser is sent to sign in there. @throws unavailable, busy */
  signInUrl(request: OpenIdRequest): Promise<string>;
  /** Who signed in there, by what the browser brought back. @throws code_invalid, unavailable, busy */
  identify(request: OpenIdRequest, answer: OpenIdAnswer): Promise<OpenIdIdentity>;
}

/** What binds an answer to its question; none of it may be guessed. */
export interface OpenIdRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** Proves to the provider that the code is redeemed by who asked for it (PKCE, RFC 7636). */
  readonly codeVerifier: string;
}

export interface OpenIdAnswer {
  readonly code: string;
  /** Who the browser says has answered (RFC 9207), if it does. */
  readonly issuer: string | null;
}

export interface OpenIdIdentity {
  readonly issuer: string;
  /** Who it is there, for ever. */
  readonly subject: string;
  /** What the person is called there; of any length and form. */
  readonly username: string | null;
  readonly name: string | null;
  /** Only when the provider has verified it. */
  readonly email: string | null;
}
