/**
 * Looks up pages and pictures that people link to (LINK-2). Guarantees what `Outgoing` guarantees, with hosts of its own
 * that the operator allows besides, and within the time and sizes of this port; what is not to be had is an answer, never
 * an exception. What a page says is read where it arrives, so it burdens nobody else and harms nobody else.
 */
import type { OutgoingFailure } from "./outgoing.ts";

export interface Pages {
  /** What the page of an address says of itself, after redirects. */
  readPage(url: string): Promise<PageAnswer>;
  /** A picture's bytes, whatever they are. */
  readPicture(url: string): Promise<PictureAnswer>;
}

/** Plain text without line breaks, within the limits of a preview; null where the page does not say. */
export interface PageFacts {
  readonly title: string;
  readonly description: string | null;
  readonly siteName: string | null;
  /** Http or https, not looked up yet. */
  readonly imageUrl: string | null;
}

/** `refused`: the answer was no 200. `no_page`: it is no HTML. `untitled`: it does not say what it is called. */
export type PageFailure = OutgoingFailure | "refused" | "no_page" | "untitled";

export type PageAnswer =
  | { readonly ok: true; readonly page: PageFacts }
  | { readonly ok: false; readonly reason: PageFailure };

export type PictureAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: PageFailure };

/** What became of a preview, for who looks after the server. */
export type PreviewOutcome = "made" | "outdated" | "limited" | PageFailure;
