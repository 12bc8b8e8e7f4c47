/** What was found of an address a short while ago, so that a link that goes around is looked up once. Bounded. */
import type { LinkPreview } from "@parley/protocol";

const entriesMax = 200;
const foundMsMax = 10 * 60_000;
/** What was not found may soon be there. */
const notFoundMsMax = 60_000;

interface Entry {
  /** Null: there is none. */
  readonly preview: LinkPreview | null;
  readonly until: number;
}

export interface PreviewCache {
  /** Undefined: nothing is known. */
  find(url: string, now: number): LinkPreview | null | undefined;
  keep(url: string, preview: LinkPreview | null, now: number): void;
}

export function createPreviewCache(): PreviewCache {
  const entries = new Map<string, Entry>();
  return {
    find(url, now) {
      const entry = entries.get(url);
      if (entry === undefined || entry.until > now) return entry?.preview;
      entries.delete(url);
      return undefined;
    },
    keep(url, preview, now) {
      entries.delete(url);
      const [oldest] = entries.keys();
      if (entries.size >= entriesMax && oldest !== undefined) entries.delete(oldest);
      entries.set(url, { preview, until: now + (preview === null ? notFoundMsMax : foundMsMax) });
    },
  };
}
