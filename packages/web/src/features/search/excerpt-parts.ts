export interface ExcerptPart {
  readonly text: string;
  readonly isHit: boolean;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The part of a text that is shown of a hit, split where it has what was looked for. */
export function excerptParts(text: string, excerpt: Range, highlights: readonly Range[]): ExcerptPart[] {
  const parts: ExcerptPart[] = [];
  const add = (start: number, end: number, isHit: boolean) => {
    if (end > start) parts.push({ text: text.slice(start, end), isHit });
  };
  if (excerpt.start > 0) parts.push({ text: "…", isHit: false });
  let at = excerpt.start;
  for (const { start, end } of highlights) {
    const from = Math.max(at, start);
    const until = Math.min(excerpt.end, end);
    if (until <= from) continue;
    add(at, from, false);
    add(from, until, true);
    at = until;
  }
  add(at, excerpt.end, false);
  if (excerpt.end < text.length) parts.push({ text: "…", isHit: false });
  return parts;
}
