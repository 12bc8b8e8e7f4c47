/** Access tokens that must not hold, each with what is wrong with it (ACC-4, SEC-08). */
import { createHmac, generateKeyPairSync, sign as signWith } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Forgery {
  readonly name: string;
  readonly token: string;
}

type Json = Readonly<Record<string, unknown>>;

/** What makes tokens for one server, given the claims of a token that holds. */
export interface Forge {
  readonly header: Json;
  readonly claims: Json;
  /** A token of this header and these claims, signed with the server's own key. */
  token(header: Json | string, claims: Json | string, sign?: Signer): string;
}

type Signer = (input: string) => string;

export function createForge(folder: string, validToken: string): Forge {
  const keys = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as { accessToken: string };
  const own = hmac("sha256", Buffer.from(keys.accessToken, "base64url"));
  const [header = "", claims = ""] = validToken
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString());
  return {
    header: JSON.parse(header),
    claims: JSON.parse(claims),
    token(head, body, sign = own) {
      const input = `${encode(head)}.${encode(body)}`;
      return `${input}.${sign(input)}`;
    },
  };
}

export function hmac(hash: string, key: Uint8Array | string): Signer {
  return (input) => createHmac(hash, key).update(input).digest("base64url");
}

function encode(part: Json | string): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}

/** Wrong in the header: another algorithm, a key of the attacker's choice, another type. */
export function forgedHeaders({ header, claims, token }: Forge, key: Uint8Array): Forgery[] {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const byRsa: Signer = (input) =>
    signWith("sha256", Buffer.from(input), rsa.privateKey).toString("base64url");
  const byEc: Signer = (input) =>
    signWith("sha256", Buffer.from(input), { key: ec.privateKey, dsaEncoding: "ieee-p1363" }).toString(
      "base64url",
    );
  const jwk = rsa.publicKey.export({ format: "jwk" });
  const pem = rsa.publicKey.export({ format: "pem", type: "spki" }).toString();
  const unsigned = () => "";
  const url = "http://127.0.0.1:9/keys";
  return [
    ...["none", "None", "NONE", "nOnE", "", " none"].flatMap((alg) => [
      {
        name: `alg ${JSON.stringify(alg)}, no signature`,
        token: token({ ...header, alg }, claims, unsigned),
      },
      { name: `alg ${JSON.stringify(alg)}, signed`, token: token({ ...header, alg }, claims) },
    ]),
    { name: "alg missing", token: token({ typ: header.typ }, claims) },
    { name: "alg null", token: token({ ...header, alg: null }, claims) },
    { name: "alg as list", token: token({ ...header, alg: ["HS256"] }, claims) },
    { name: "alg in small letters", token: token({ ...header, alg: "hs256" }, claims) },
    {
      name: "HS384 with the right key",
      token: token({ ...header, alg: "HS384" }, claims, hmac("sha384", key)),
    },
    {
      name: "HS512 with the right key",
      token: token({ ...header, alg: "HS512" }, claims, hmac("sha512", key)),
    },
    { name: "RS256", token: token({ ...header, alg: "RS256" }, claims, byRsa) },
    { name: "RS256 with its jwk", token: token({ ...header, alg: "RS256", jwk }, claims, byRsa) },
    {
      name: "RS256 with a jku",
      token: token({ ...header, alg: "RS256", jku: url, kid: "1" }, claims, byRsa),
    },
    { name: "RS256 with an x5u", token: token({ ...header, alg: "RS256", x5u: url }, claims, byRsa) },
    { name: "ES256", token: token({ ...header, alg: "ES256" }, claims, byEc) },
    { name: "HS256 keyed with a public key", token: token({ ...header, jwk }, claims, hmac("sha256", pem)) },
    { name: "kid as a path", token: token({ ...header, kid: "../../dev/null" }, claims, hmac("sha256", "")) },
    { name: "kid as SQL", token: token({ ...header, kid: "' or 1=1 --" }, claims, hmac("sha256", "key")) },
    { name: "an empty key", token: token(header, claims, hmac("sha256", "")) },
    { name: "a key of zeros", token: token(header, claims, hmac("sha256", new Uint8Array(32))) },
    {
      name: "the key as text",
      token: token(header, claims, hmac("sha256", Buffer.from(key).toString("base64url"))),
    },
    { name: "typ JWT", token: token({ ...header, typ: "JWT" }, claims) },
    { name: "typ missing", token: token({ alg: "HS256" }, claims) },
    { name: "typ of refresh tokens", token: token({ ...header, typ: "rt+jwt" }, claims) },
    { name: "crit unknown", token: token({ ...header, crit: ["x"], x: 1 }, claims) },
    { name: "b64 false", token: token({ ...header, crit: ["b64"], b64: false }, claims) },
  ];
}

/** Wrong in the claims, though signed with the right key. */
export function forgedClaims({ header, claims, token }: Forge, nowSeconds: number): Forgery[] {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  const wrong: [string, unknown][] = [
    ...["someone", "Parley", "", null, ["other"], 7].map((aud): [string, unknown] => ["aud", aud]),
    ...[
      { id: 1 },
      -5,
      5,
      "-5",
      "1.5",
      "1e3",
      "0x2711",
      "0",
      "",
      " 10001",
      "10001 ",
      "99999999999999999999",
      null,
    ].map((sub): [string, unknown] => ["sub", sub]),
    ...[7, null, "", ["a"], {}].map((sid): [string, unknown] => ["sid", sid]),
    ...["root", "Admin", "", null, ["admin"], "__proto__", 1].map((role): [string, unknown] => [
      "role",
      role,
    ]),
    ...[`${nowSeconds + 600}`, null, {}].map((exp): [string, unknown] => ["exp", exp]),
    ...[nowSeconds + 3600, "yesterday", null].map((iat): [string, unknown] => ["iat", iat]),
    ["nbf", nowSeconds + 3600],
  ];
  return [
    ...wrong.map(([name, value]) => ({
      name: `${name} ${JSON.stringify(value)}`,
      token: token(header, { ...claims, [name]: value }),
    })),
    ...["aud", "sub", "sid", "role", "exp", "iat"].map((name) => ({
      name: `${name} missing`,
      token: token(header, without(name)),
    })),
    {
      name: "a second sub that is no number",
      token: token(header, `${JSON.stringify(claims).slice(0, -1)},"sub":"x"}`),
    },
    { name: "claims as a list", token: token(header, JSON.stringify([claims])) },
    { name: "claims as text", token: token(header, "claims") },
    { name: "claims null", token: token(header, "null") },
  ];
}

/** A right token, cut, padded, joined or decorated. */
export function mangled(valid: string): Forgery[] {
  const [header = "", claims = "", signature = ""] = valid.split(".");
  const flipped = `${signature.slice(0, 5)}${signature[5] === "A" ? "B" : "A"}${signature.slice(6)}`;
  const bigHeader = Buffer.from(JSON.stringify({ alg: "HS256", x: "y".repeat(1_000) })).toString("base64url");
  return Object.entries({
    "no signature": `${header}.${claims}.`,
    "two parts": `${header}.${claims}`,
    "one part": header,
    "a fourth part": `${valid}.${signature}`,
    "five parts, as if encrypted": `${valid}.${signature}.${signature}`,
    "dots alone": "..",
    "a changed signature": `${header}.${claims}.${flipped}`,
    "a cut signature": valid.slice(0, -2),
    "a longer signature": `${valid}AAAA`,
    "padded parts": `${header}==.${claims}=.${signature}=`,
    "other letters of base64": `${header}.${claims}.${signature.slice(0, -1)}+/`,
    "spaces around": ` ${valid} `,
    "a line break inside": `${header}.\n${claims}.${signature}`,
    "letters of no token": `${header}.é${claims}.${signature}`,
    "another script": "令牌.令牌.令牌",
    "a control character": `${valid}\u0007`,
    "JSON instead": `{"alg":"none"}`,
    "parts in another order": `${claims}.${header}.${signature}`,
    "a large header": `${bigHeader}.${claims}.${signature}`,
    "a huge header": `${"A".repeat(12_000)}.${claims}.${signature}`,
  }).map(([name, token]) => ({ name, token }));
}
