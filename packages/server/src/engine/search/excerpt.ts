import type { TextRange } from "./search-query.ts";

/** Characters shown before the first place, and in all. */
const before = 20;
const excerptChars = 120;

/** Where in the text the part around the first place lies; it begins and ends between characters. */
export function excerptAround(text: string, ranges: readonly TextRange[]): TextRange {
  const first = ranges[0]?.start ?? 0;
  const start = text.length <= excerptChars ? 0 : Math.max(0, first - before);
  return {
    start: isInsidePair(text, start) ? start - 1 : start,
    end: isInsidePair(text, start + excerptChars)
      ? start + excerptChars + 1
      : Math.min(text.length, start + excerptChars),
  };
}

/** Whether the two halves of one character lie around the place. */
function isInsidePair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
