/**
 * Links that lead to a person. The code is made from the user's id and the number of the link under a key of the server,
 * so nothing is kept of it, nobody can guess one, and the links before the newest lead nowhere.
 */
import type { UserLink } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { qrPicture } from "./qr-picture.ts";

/** 96 bits in letters and digits of base64url, more than can be tried. */
const proofChars = 16;

export function userLink(ports: Ports, userId: number, linkNumber: number): UserLink {
  const code = linkCode(ports, userId, linkNumber);
  const path = `/u/${code}`;
  const [address] = ports.options.allowedOrigins;
  const url = address === undefined ? null : address + path;
  return { code, path, url, svg: qrPicture(url ?? path) };
}

/** Whom a code leads to; null for what is none, or none any more. */
export async function userOfCode(
  { reader, ports }: { readonly reader: Pick<Reader, "profiles">; readonly ports: Ports },
  code: string,
): Promise<number | null> {
  const userId = Number.parseInt(code.slice(0, -proofChars), 36);
  if (!Number.isSafeInteger(userId) || userId <= 0) return null;
  const linkNumber = await reader.profiles.linkNumber(userId);
  // Compared as digests: how much of a guess was right cannot be told.
  const { digest } = ports.tokens;
  const isRight = digest(code) === digest(linkCode(ports, userId, linkNumber ?? 0));
  return isRight && linkNumber !== null ? userId : null;
}

function linkCode({ tokens }: Ports, userId: number, linkNumber: number): string {
  const digest = tokens.digest(`link ${userId} ${linkNumber}`);
  return userId.toString(36) + digest.slice(0, proofChars);
}
