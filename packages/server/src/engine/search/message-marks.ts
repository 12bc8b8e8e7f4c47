/**
 * What the index of messages knows of a text: a set of marks, one character each. A mark stands for a word, or for two
 * neighbours in a script without spaces. Different texts may have the same mark, so what has all marks of a query is a
 * candidate, and the text itself decides (search-query.ts); what lacks one is none. Deterministic: databases are read by
 * other versions of the program.
 */
import { type FoldedText, foldText, type Unit } from "./folded-text.ts";

/** Raised when other marks are made of the same text: everything is indexed again (SRCH-9). */
export const messageIndexVersion = 2;

/**
 * A mark is one of 1,300 groups and one of 40 places in it. The group follows from how the word begins, so that the
 * words with a beginning, or the pairs with a first character, are one range.
 */
const groups = 1_300;
const placesInGroup = 40;
/** From here on 52,000 characters are all valid in both databases: three bytes each, no surrogates. */
const firstMark = 0x0a00;
/** By how many letters words are grouped; a query must have as many to find longer words. */
export const beginningChars = 3;
/** More letters do not change the mark of a word: a query with as many has one mark for all words that begin so. */
const markedChars = 6;

/** Neighbouring units of one class, but for `other` and `space`. */
export interface Run {
  readonly kind: "unspaced" | "letter" | "digit";
  readonly units: readonly Unit[];
  /** Something follows in the same text. */
  readonly isClosed: boolean;
}

const beyondAscii = /[^\p{ASCII}]/u;

/** The marks of a text, each once, in order. */
export function marksOf(text: string): string {
  return beyondAscii.test(text) ? allMarksOf(text) : asciiMarksOf(text);
}

/** The same marks, at a fifth of the cost. */
function asciiMarksOf(text: string): string {
  const marks = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+|[0-9]+/g)) marks.add(wordMark(word));
  return [...marks].sort().join("");
}

/** For whatever is in a text. */
export function allMarksOf(text: string): string {
  const marks = new Set<string>();
  for (const { kind, units } of runsOf(foldText(text))) {
    if (kind === "unspaced") {
      units.forEach((unit, index) => {
        marks.add(pairMark(unit.text, units[index + 1]?.text ?? ""));
      });
    } else marks.add(wordMark(textOf(units)));
  }
  return [...marks].sort().join("");
}

export function runsOf({ units }: FoldedText): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < units.length; ) {
    const kind = units[start]?.class ?? "other";
    let end = start + 1;
    while (units[end]?.class === kind) end += 1;
    if (kind !== "other" && kind !== "space") {
      runs.push({ kind, units: units.slice(start, end), isClosed: end < units.length });
    }
    start = end;
  }
  return runs;
}

export function textOf(units: readonly Unit[]): string {
  return units.map(({ text }) => text).join("");
}

export function pairMark(first: string, second: string): string {
  return markAt(hash(`p${first}`), hash(second));
}

export function wordMark(word: string): string {
  return markAt(hash(beginningKey(word)), hash(beginningOf(word, markedChars)));
}

/** Words that begin with this one have its mark too. */
export function isMarkOfLonger(word: string): boolean {
  return [...word].length >= markedChars;
}

/** All marks of pairs with this first character, as a class of a regular expression. */
export function pairRange(first: string): string {
  return rangeOf(hash(`p${first}`));
}

/** All marks of words that begin so. */
export function wordRange(beginning: string): string {
  return rangeOf(hash(beginningKey(beginning)));
}

function beginningKey(word: string): string {
  return `w${beginningOf(word, beginningChars)}`;
}

function beginningOf(word: string, chars: number): string {
  return [...word].slice(0, chars).join("");
}

function markAt(group: number, place: number): string {
  return String.fromCharCode(firstMark + (group % groups) * placesInGroup + (place % placesInGroup));
}

function rangeOf(group: number): string {
  const first = firstMark + (group % groups) * placesInGroup;
  return `[${String.fromCharCode(first)}-${String.fromCharCode(first + placesInGroup - 1)}]`;
}

/** FNV-1a over UTF-16, with a last stir so that its low digits are as good as its high ones. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
