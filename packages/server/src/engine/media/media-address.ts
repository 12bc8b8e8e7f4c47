import type { Ports } from "../operation.ts";
import { type MediaLink, signLink } from "./media-seals.ts";

/** Addresses made within one of these are the same, so that a browser knows the file again. */
const stepMs = 3_600_000;

/** Where one user can fetch a file for one step at least, and two at most (MED-20). */
export function addressOf(
  { clock, tokens }: Pick<Ports, "clock" | "tokens">,
  userId: number,
  id: string,
): { readonly url: string; readonly expiresAt: number } {
  const expiresAt = (Math.floor(clock.now() / stepMs) + 2) * stepMs;
  const link: MediaLink = { id, userId, expiresAt };
  const signature = signLink(tokens.digest, link);
  return { url: `/media/${id}?user=${userId}&expires=${expiresAt}&signature=${signature}`, expiresAt };
}
