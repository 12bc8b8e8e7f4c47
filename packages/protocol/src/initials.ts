/**
 * What stands for people and groups that have no picture: the same letters on the same colour wherever they are shown,
 * in a client or in the picture that the server makes of a group.
 */

/** Two ends of each colour; a client's style sheet has the same. */
export const avatarColors = [
  ["#7c6cf0", "#5540d8"],
  ["#e0683c", "#bf4a22"],
  ["#2f9e74", "#1b7d58"],
  ["#d9528a", "#b8356d"],
  ["#3b8fd6", "#2470b5"],
  ["#b3802a", "#906213"],
  ["#9a5fd0", "#7a3fb3"],
  ["#2b97a5", "#177684"],
  ["#d95757", "#b83a3a"],
  ["#5b7f3c", "#456528"],
] as const;

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
  return (id * 7) % avatarColors.length;
}
