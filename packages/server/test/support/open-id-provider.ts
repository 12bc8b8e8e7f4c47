/**
 * An OpenID provider on this machine: as much of one as the code flow needs, and with faults a real one must never
 * have. Who signs in there is whoever the test says.
 */
import { createHash } from "node:crypto";

const clientId = "parley-test";
const clientSecret = "secret/with:odd+characters";

export interface Person {
  readonly sub: string;
  readonly preferred_username?: string;
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** What is wrong with the next answers. */
export interface Faults {
  /** Claims of the ID token in place of the right ones. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signature?: "none" | "shared secret" | "another key" | "changed claims";
  /** Status of every answer, as of a provider that is down. */
  readonly status?: number;
  /** Answers of the token endpoint never come. */
  readonly hangs?: boolean;
}

interface Grant {
  readonly person: Person;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

export class OpenIdTestProvider {
  readonly #server: Bun.Server<undefined>;
  readonly #keys: CryptoKeyPair;
  readonly #otherKeys: CryptoKeyPair;
  readonly #grants = new Map<string, Grant>();
  readonly #accessTokens = new Map<string, Person>();
  #publicKey: JsonWebKey = {};
  person: Person = { sub: "nobody" };
  faults: Faults = {};
  /** Whether the ID token says nothing of the person, who is then asked for by the userinfo endpoint. */
  isTaciturn = false;
  /** How often its description was asked for. */
  descriptions = 0;

  private constructor(keys: CryptoKeyPair, otherKeys: CryptoKeyPair) {
    this.#keys = keys;
    this.#otherKeys = otherKeys;
    this.#server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#answer(request) });
  }

  static async start(): Promise<OpenIdTestProvider> {
    const [keys, otherKeys] = [await newKeys(), await newKeys()];
    const provider = new OpenIdTestProvider(keys, otherKeys);
    provider.#publicKey = await crypto.subtle.exportKey("jwk", keys.publicKey);
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  get options(): Record<string, string> {
    return { oidcIssuer: this.issuer, oidcClientId: clientId, oidcClientSecret: clientSecret };
  }

  stop(): Promise<void> {
    return this.#server.stop(true);
  }

  /** What a browser does with the address of `oidc.begin`: what it brings back to the page. */
  async visit(url: string): Promise<{ code: string; state: string; issuer: string; page: string }> {
    const response = await fetch(url, { redirect: "manual" });
    const location = response.headers.get("location");
    if (location === null) throw new Error(`not sent back: ${await response.text()}`);
    const back = new URL(location);
    const value = (name: string) => back.searchParams.get(name) ?? "";
    return {
      code: value("code"),
      state: value("state"),
      issuer: value("iss"),
      page: back.origin + back.pathname,
    };
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (this.faults.status !== undefined) return new Response("trouble", { status: this.faults.status });
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        this.descriptions += 1;
        return Response.json(this.#description());
      case "/keys":
        return Response.json({ keys: [{ ...this.#publicKey, kid: "1", use: "sig", alg: "RS256" }] });
      case "/authorize":
        return this.#authorize(url.searchParams);
      case "/token":
        if (this.faults.hangs === true) return new Promise(() => undefined);
        return this.#redeem(request);
      case "/userinfo": {
        const person = this.#accessTokens.get(request.headers.get("authorization")?.split(" ")[1] ?? "");
        return person === undefined ? new Response(null, { status: 401 }) : Response.json(person);
      }
      default:
        return new Response("not found", { status: 404 });
    }
  }

  #description() {
    const { issuer } = this;
    return {
      ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
      ...{ jwks_uri: `${issuer}/keys`, userinfo_endpoint: `${issuer}/userinfo` },
      ...{ response_types_supported: ["code"], subject_types_supported: ["public"] },
      ...{ id_token_signing_alg_values_supported: ["RS256", "HS256"] },
      ...{ code_challenge_methods_supported: ["S256"], authorization_response_iss_parameter_supported: true },
    };
  }

  #authorize(given: URLSearchParams): Response {
    const value = (name: string) => given.get(name) ?? "";
    const isRight =
      value("response_type") === "code" &&
      value("client_id") === clientId &&
      value("code_challenge_method") === "S256" &&
      value("scope").split(" ").includes("openid") &&
      [value("state"), value("nonce"), value("code_challenge")].every((text) => text.length >= 43);
    if (!isRight) return new Response("this is no request for a code", { status: 400 });
    const code = crypto.randomUUID();
    const redirectUri = value("redirect_uri");
    this.#grants.set(code, {
      ...{ person: this.person, nonce: value("nonce"), challenge: value("code_challenge"), redirectUri },
    });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", value("state"));
    back.searchParams.set("iss", this.issuer);
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  async #redeem(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    if (!isClient(request.headers.get("authorization") ?? "")) {
      return Response.json({ error: "invalid_client" }, { status: 401 });
    }
    const code = form.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant?.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri")) {
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    const accessToken = crypto.randomUUID();
    this.#accessTokens.set(accessToken, grant.person);
    const idToken = await this.#idToken(grant);
    return Response.json({ access_token: accessToken, token_type: "Bearer", id_token: idToken });
  }

  async #idToken({ person, nonce }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const described = this.isTaciturn ? { sub: person.sub } : person;
    const claims = {
      ...{ iss: this.issuer, aud: clientId, iat: now, exp: now + 300, nonce },
      ...{ ...described, ...this.faults.claims },
    };
    const { signature } = this.faults;
    if (signature === "none") return `${encoded({ alg: "none" })}.${encoded(claims)}.`;
    if (signature === "shared secret") {
      const signed = `${encoded({ alg: "HS256" })}.${encoded(claims)}`;
      const mac = new Bun.CryptoHasher("sha256", clientSecret).update(signed).digest("base64url");
      return `${signed}.${mac}`;
    }
    const signed = `${encoded({ alg: "RS256", kid: "1" })}.${encoded(claims)}`;
    const keys = signature === "another key" ? this.#otherKeys : this.#keys;
    const proof = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", keys.privateKey, Buffer.from(signed));
    const [header = "", body = ""] = signed.split(".");
    const sent = signature === "changed claims" ? encoded({ ...claims, sub: "somebody-else" }) : body;
    return `${header}.${sent}.${Buffer.from(proof).toString("base64url")}`;
  }
}

/** Both parts are encoded as in a form, as RFC 6749, 2.3.1 says. */
function isClient(authorization: string): boolean {
  const [scheme, credentials = ""] = authorization.split(" ");
  const parts = atob(credentials).split(":");
  const [id, secret] = parts.map((part) => new URLSearchParams(`part=${part}`).get("part"));
  return scheme === "Basic" && id === clientId && secret === clientSecret;
}

function newKeys(): Promise<CryptoKeyPair> {
  const algorithm = {
    ...{ name: "RSASSA-PKCS1-v1_5", modulusLength: 2_048, hash: "SHA-256" },
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
