import type { Log } from "./log.ts";

/** What became of previews of links: numbers, and lines for who looks for one that is missing. */
export interface PreviewNotes {
  note(outcome: string, url: string): void;
  readonly madeCount: number;
  readonly failedCount: number;
}

export function createPreviewNotes(log: Log): PreviewNotes {
  let [madeCount, failedCount] = [0, 0];
  return {
    note(outcome, url) {
      if (outcome === "made") madeCount += 1;
      else failedCount += 1;
      log.debug("link preview", { outcome, page: withoutQuery(url) });
    },
    get madeCount() {
      return madeCount;
    },
    get failedCount() {
      return failedCount;
    },
  };
}

/** A query may be a secret of who sent it. */
function withoutQuery(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "" : `${parsed.origin}${parsed.pathname}`;
}
