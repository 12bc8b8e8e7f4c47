/** Colours an avatar can have; styles/ui/avatar.css has one class for each. */
export const avatarColorCount = 10;

const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function firstLetters(text: string, count: number): string {
  const letters: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    letters.push(segment);
    if (letters.length === count) break;
  }
  return letters.join("");
}

/**
 * At most two letters that stand for a name: of East Asian personal names, which are short, the last two (the given
 * name), of longer ones the first two; of others the first letters of the first and the last word.
 */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s_、,]+/u)
    .filter((word) => /[\p{L}\p{N}\p{So}]/u.test(word));
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return "#";
  if (eastAsian.test(first)) {
    const letters = [...first];
    return (letters.length <= 3 ? letters.slice(-2) : letters.slice(0, 2)).join("");
  }
  if (words.length === 1) return firstLetters(first, 1).toUpperCase();
  return (firstLetters(first, 1) + firstLetters(last, 1)).toUpperCase();
}

/** The same number for the same id everywhere; neighbours differ. */
export function avatarColor(id: number): number {
  return (id * 7) % avatarColorCount;
}
