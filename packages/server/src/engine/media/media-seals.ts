/**
 * What the server says to itself by way of others, and knows again: the receipt of an upload, and the signature of a
 * link. Both are keyed digests, and each begins with what it is, so that none can stand for another.
 */
import type { Ports } from "../operation.ts";
import type { MediaFacts } from "../ports/store-media.ts";

/** Of an upload: whose, which, and what was found in its bytes. */
export interface MediaReceipt extends MediaFacts {
  readonly id: string;
  readonly ownerId: number;
}

type Digest = (text: string) => string;

/** 128 bits nobody can guess. */
export function newMediaId({ ids }: Pick<Ports, "ids">): string {
  return Buffer.from(ids.secret(), "base64url").toString("hex").slice(0, 32);
}

export function sealReceipt(digest: Digest, receipt: MediaReceipt): string {
  const text = Buffer.from(JSON.stringify(receipt)).toString("base64url");
  return `${text}.${digest(`receipt of an upload: ${text}`)}`;
}

/** Null where it is none of this server's. */
export function openReceipt(digest: Digest, sealed: string): MediaReceipt | null {
  const [text = "", seal = ""] = sealed.split(".", 2);
  if (!isSame(digest, seal, digest(`receipt of an upload: ${text}`))) return null;
  return JSON.parse(Buffer.from(text, "base64url").toString()) as MediaReceipt;
}

export interface MediaLink {
  readonly id: string;
  readonly userId: number;
  readonly expiresAt: number;
}

export function signLink(digest: Digest, { id, userId, expiresAt }: MediaLink): string {
  return digest(`link to a file: ${id} ${userId} ${expiresAt}`);
}

export function isLinkRight(digest: Digest, link: MediaLink, signature: string): boolean {
  return isSame(digest, signature, signLink(digest, link));
}

/** Compares what nobody can foresee of either, so that its time tells nothing. */
function isSame(digest: Digest, given: string, right: string): boolean {
  return digest(`compared: ${given}`) === digest(`compared: ${right}`);
}
