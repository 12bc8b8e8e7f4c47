import type { Ports } from "../operation.ts";
import { qrPicture } from "../user/qr-picture.ts";

/** What is kept of the code of an invitation into a group. */
export function groupInviteDigest({ tokens }: Pick<Ports, "tokens">, code: string): string {
  return tokens.digest(`group invite ${code.trim()}`);
}

/** The link that a code makes. */
export function inviteLink({ options }: Pick<Ports, "options">, code: string) {
  const path = `/g/${code}`;
  const [address] = options.allowedOrigins;
  const url = address === undefined ? null : address + path;
  return { code, path, url, svg: qrPicture(url ?? path) };
}
